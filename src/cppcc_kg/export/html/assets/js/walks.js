// Ways through the graph. Facts are followed both ways.

function otherEnd(edge, id) {
  return edge.from === id ? edge.to : edge.from;
}

// Node numbers at most `depth` facts from `start`, by relations that `follows` allows.
export function within(data, start, depth, follows = () => true) {
  const found = new Set([start]);
  let fresh = [start];
  for (let step = 0; step < depth && fresh.length; step++) {
    const next = [];
    for (const id of fresh) {
      for (const edge of data.around[id]) {
        const other = otherEnd(edge, id);
        if (!follows(edge) || found.has(other)) continue;
        found.add(other);
        next.push(other);
      }
    }
    fresh = next;
  }
  return found;
}

// One shortest path as its edges, first to last; null if there is none. Of several, the one met first in the
// data's own order, so that it is always the same.
export function shortestPath(data, start, end, follows = () => true) {
  if (start === end) return [];
  const came = new Map([[start, null]]);
  let fresh = [start];
  while (fresh.length && !came.has(end)) {
    const next = [];
    for (const id of fresh) {
      for (const edge of data.around[id]) {
        const other = otherEnd(edge, id);
        if (came.has(other) || !follows(edge)) continue;
        came.set(other, edge);
        next.push(other);
      }
    }
    fresh = next;
  }
  if (!came.has(end)) return null;
  const path = [];
  for (let id = end; id !== start; id = otherEnd(path[0], id)) path.unshift(came.get(id));
  return path;
}
