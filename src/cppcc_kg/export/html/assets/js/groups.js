// Big graphs open as groups. Which symbols stand for which nodes, at which level, in which district.

export const BUDGET = 2500;

// "nodes" if all fit; else a symbol for each class of a district, or for each district.
export function coarsest(data, budget = BUDGET) {
  if (data.nodes.length <= budget) return "nodes";
  const groups = data.regions.reduce((sum, region) => sum + (region.groups || []).length, 0);
  return groups <= budget ? "classes" : "districts";
}

function closedSize(region, level) {
  return level === "classes" ? (region.groups || []).length : 1;
}

// The districts that are open: the last ones asked for, as many as the budget allows.
export function openRegions(data, level, wanted, budget = BUDGET) {
  if (level === "nodes") return new Set(data.regions.keys());
  const closed = data.regions.reduce((sum, region) => sum + closedSize(region, level), 0);
  // Where districts alone fill the budget, some room is made, or none could be opened.
  let room = Math.max(budget - closed, budget / 5);
  const open = new Set();
  for (const id of [...wanted].reverse()) {
    const number = data.regionOf.get(id);
    const cost = data.regions[number].size - closedSize(data.regions[number], level);
    if (cost > room) continue;
    room -= cost;
    open.add(number);
  }
  return open;
}

function nodeItem(node) {
  return { id: node.id, kind: "node", node, region: node.region, cls: node.cls, x: node.x, y: node.y, size: node.size, rank: node.rank, degree: node.degree };
}

function groupItem(number, group) {
  const { x, y, size, cls } = group;
  return { id: `g${number} ${cls}`, kind: "group", group, region: number, cls, x, y, size, rank: 2, degree: group.nodes };
}

function districtItem(number, region) {
  const size = Math.max(24, Math.round(region.r * 0.42));
  return { id: `d${number}`, kind: "district", region: number, cls: "District", x: region.x, y: region.y, size, rank: 1, degree: region.size };
}

// {items, standIn}: what is drawn, and for each node the item that it is or lies in.
export function itemsOf(data, level, open) {
  const items = [];
  const standIn = Array.from({ length: data.nodes.length });
  data.regions.forEach((region, number) => {
    if (open.has(number)) {
      for (const id of data.members[number]) items.push((standIn[id] = nodeItem(data.nodes[id])));
      return;
    }
    if (level === "districts") {
      const item = districtItem(number, region);
      items.push(item);
      for (const id of data.members[number]) standIn[id] = item;
      return;
    }
    const groups = new Map((region.groups || []).map((group) => [group.cls, groupItem(number, group)]));
    items.push(...groups.values());
    for (const id of data.members[number]) standIn[id] = groups.get(data.nodes[id].cls);
  });
  return { items, standIn };
}

const STRENGTH = ["alike", "spoke", "other", "across", "frame"];

// Lines between items: facts between the same two are one line. `lit` tells whether any of them is meant.
export function linesOf(data, standIn, meant) {
  const lines = new Map();
  for (const edge of data.edges) {
    const [a, b] = [standIn[edge.from], standIn[edge.to]];
    if (a === b) continue;
    const name = `${a.id}|${b.id}`;
    const line = lines.get(name) || { a, b, count: 0, kind: edge.kind, lit: false };
    line.count += 1;
    line.lit ||= meant.has(edge.id);
    if (STRENGTH.indexOf(edge.kind) > STRENGTH.indexOf(line.kind)) line.kind = edge.kind;
    lines.set(name, line);
  }
  return [...lines.values()];
}
