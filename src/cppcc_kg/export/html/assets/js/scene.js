// What the canvas shows for a state: items, lines, and which of them are lit. Made anew when the state changes,
// so that a frame only paints.

import { DATA } from "./data.js";
import { coarsest, itemsOf, linesOf, openRegions } from "./groups.js";
import { decodeRegion } from "./state.js";
import { meant, now } from "./store.js";
import { shortestPath } from "./walks.js";

export const LEVEL = coarsest(DATA);

// Edges of the path that the state asks for; null if it asks for none or there is none.
export function pathOf(state) {
  if (!state.from || !state.to) return null;
  const without = new Set(state.without);
  const [start, end] = [DATA.byKey.get(state.from).id, DATA.byKey.get(state.to).id];
  return shortestPath(DATA, start, end, (edge) => !without.has(edge.predicate));
}

function litByPath(state) {
  const path = pathOf(state);
  if (!path) return null;
  const ends = path.flatMap((edge) => [edge.from, edge.to]);
  return { nodes: new Set([DATA.byKey.get(state.from).id, DATA.byKey.get(state.to).id, ...ends]), edges: path };
}

function litByChoice(state, found) {
  const node = DATA.byKey.get(state.node);
  if (!node) return null;
  const edges = DATA.around[node.id].filter((edge) => found.whole || found.edges.has(edge.id));
  return { nodes: new Set([node.id, ...edges.flatMap((edge) => [edge.from, edge.to])]), edges };
}

function chosenItem(state, items, standIn) {
  if (state.node) return standIn[DATA.byKey.get(state.node).id];
  if (!state.group.length) return null;
  const [id, cls] = state.group;
  const number = DATA.regionOf.get(decodeRegion(id));
  return items.find((item) => item.kind !== "node" && item.region === number && (item.kind === "district" || item.cls === cls)) || null;
}

let frame = null;

function frameOf(state) {
  const open = openRegions(DATA, LEVEL, state.open);
  const name = [...open].join(" ");
  if (!frame || frame.name !== name) {
    const { items, standIn } = itemsOf(DATA, LEVEL, open);
    frame = { name, open, items, standIn, byItem: new Map(items.map((item) => [item.id, item])) };
  }
  return frame;
}

// Most important first: this order decides who gets a name when room is short.
function ranked(items) {
  return [...items].sort((a, b) => a.rank - b.rank || b.degree - a.degree || (a.id < b.id ? -1 : 1));
}

export function makeScene() {
  const state = now();
  const found = meant();
  const { open, items, standIn, byItem } = frameOf(state);
  const strong = litByPath(state) || litByChoice(state, found);
  const lit = new Map();
  for (const id of strong ? strong.nodes : found.nodes) lit.set(standIn[id].id, (lit.get(standIn[id].id) || 0) + 1);
  const emphasised = new Map();
  for (const edge of strong ? strong.edges : []) {
    const [a, b] = [standIn[edge.from], standIn[edge.to]];
    const alike = edge.predicate === "similarTo";
    if (a !== b && !(alike && emphasised.has(`${a.id}|${b.id}`))) emphasised.set(`${a.id}|${b.id}`, { a, b, alike });
  }
  return {
    level: LEVEL,
    items,
    byItem,
    standIn,
    open,
    lit,
    lines: linesOf(DATA, standIn, found.edges),
    emphasised: [...emphasised.values()],
    faded: Boolean(strong),
    order: ranked(items.filter((item) => lit.has(item.id))),
    chosen: chosenItem(state, items, standIn),
  };
}
