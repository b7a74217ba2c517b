// The page's one state, and who wants to know of changes.

import { DATA } from "./data.js";
import { createStore, encodeRegion } from "./state.js";
import { selection } from "./filters.js";

const watchers = [];
let cached = null;

const STORE = createStore(DATA, window, (state, before, how) => {
  for (const watcher of watchers) watcher(state, before, how);
});

export const DROPPED = STORE.dropped;

export function watch(watcher) {
  watchers.push(watcher);
}

export function now() {
  return STORE.get();
}

export function go(change, how) {
  STORE.go(change, how);
}

const FILTERS = ["off", "without", "district", "theme", "focus", "depth"];

export function changed(state, before, ...names) {
  return names.some((name) => String(state[name]) !== String(before[name]));
}

// The selection of the present state; made anew only when a filter has changed.
export function meant() {
  const state = now();
  if (!cached || changed(state, cached.state, ...FILTERS)) cached = { state, found: selection(DATA, state) };
  return cached.found;
}

export function filtersChanged(state, before) {
  return changed(state, before, ...FILTERS);
}

// Only one thing is on the card.
export function showNode(node) {
  go({ node: node.key, group: [], cell: [] });
}

export function showGroup(region, cls) {
  const id = encodeRegion(DATA.regions[region].id || "");
  go({ node: "", cell: [], group: cls === null ? [id] : [id, cls] });
}

export function showCell(region, theme) {
  go({ node: "", group: [], cell: [DATA.regions[region].id, theme] });
}

export function closeCard() {
  go({ node: "", group: [], cell: [] });
}

export function toggled(list, item) {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
}
