// What districts have in common, and what each does under a theme.

import { NOTHING } from "./model.js";

export const WORK = new Set(["Initiative", "Practice", "Mechanism", "Principle", "Platform", "Document", "Outcome"]);

// Things of a district under a theme, in class order, the best-linked first.
export function thingsOf(data, region, theme) {
  return data.members[region]
    .map((id) => data.nodes[id])
    .filter((node) => data.themesOf[node.id].includes(theme))
    .sort((a, b) => a.rank - b.rank || b.degree - a.degree || a.id - b.id);
}

function spokenOfBy(data, node) {
  return new Set(
    data.around[node.id].map((edge) => data.nodes[edge.from === node.id ? edge.to : edge.from].region),
  );
}

// Shared nodes (campaigns, bodies, places) that at least two of the regions speak of: [{node, regions}].
function tiesOf(data, regions) {
  return data.nodes
    .filter((node) => data.regions[node.region].shared)
    .map((node) => {
      const speakers = spokenOfBy(data, node);
      return { kind: "tie", node, regions: regions.filter((number) => speakers.has(number)) };
    })
    .filter((tie) => tie.regions.length > 1)
    .sort((a, b) => b.regions.length - a.regions.length || a.node.rank - b.node.rank || a.node.id - b.node.id);
}

// Things of one name and class in at least two of the regions: [{nodes, regions}].
function namesakesOf(data, regions) {
  const met = new Map();
  for (const number of regions) {
    for (const id of data.members[number]) {
      const node = data.nodes[id];
      if (!WORK.has(node.cls)) continue;
      const name = `${node.cls} ${node.label}`;
      if (!met.has(name)) met.set(name, []);
      met.get(name).push(node);
    }
  }
  return [...met.values()]
    .map((nodes) => ({ kind: "name", nodes, regions: [...new Set(nodes.map((node) => node.region))] }))
    .filter((group) => group.regions.length > 1)
    .sort((a, b) => b.regions.length - a.regions.length || a.nodes[0].id - b.nodes[0].id);
}

// Similar practices between the regions, each pair once: [{edge, nodes, regions}].
function likenessesOf(data, regions) {
  const inside = new Set(regions);
  const met = new Set();
  return data.edges
    .filter((edge) => edge.predicate === "similarTo")
    .filter((edge) => {
      const [a, b] = [data.nodes[edge.from], data.nodes[edge.to]];
      const pair = [edge.from, edge.to].sort((x, y) => x - y).join(" ");
      // Things of one name stand in a row of their own.
      if (a.label === b.label || a.region === b.region || !inside.has(a.region) || !inside.has(b.region) || met.has(pair)) return false;
      met.add(pair);
      return true;
    })
    .map((edge) => ({ kind: "like", edge, nodes: [data.nodes[edge.from], data.nodes[edge.to]], regions: NOTHING }))
    .sort((a, b) => Number(b.edge.score || 0) - Number(a.edge.score || 0) || a.edge.id - b.edge.id);
}

export function inCommon(data, regions) {
  const ties = tiesOf(data, regions);
  // A campaign's row leads to each district's work of its name: a second row would say it twice.
  const told = new Set(ties.map((tie) => tie.node.label));
  const names = namesakesOf(data, regions).filter((group) => !told.has(group.nodes[0].label));
  return { ties, names, likes: likenessesOf(data, regions) };
}

// counts[row][column]: things of each district (of `regions`) under each theme.
export function matrixOf(data, regions) {
  const places = new Map(data.themes.map((theme, column) => [theme.zh, column]));
  return regions.map((number) => {
    const row = data.themes.map(() => 0);
    for (const id of data.members[number]) for (const theme of data.themesOf[id]) row[places.get(theme)] += 1;
    return row;
  });
}
