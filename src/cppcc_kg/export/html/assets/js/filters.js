// What is meant by the reader's filters: canvas, table, counts and exports all ask here.

import { within } from "./walks.js";

export function filtering(state) {
  return Boolean(state.off.length || state.without.length || state.district.length || state.theme.length || state.focus);
}

// What to hide so that only `item` of `all` is left; nothing, if that is so already.
export function onlyThis(all, hidden, item) {
  const others = all.filter((other) => other !== item);
  const already = !hidden.includes(item) && others.every((other) => hidden.includes(other));
  return already ? [] : others;
}

// Shared nodes have no district; one belongs to a chosen district if a fact ties it to what is in it.
function inRegions(data, chosen) {
  return (node) =>
    chosen.has(node.region) ||
    (data.regions[node.region].shared &&
      data.around[node.id].some((edge) => chosen.has(data.nodes[edge.from === node.id ? edge.to : edge.from].region)));
}

// {nodes, edges}: sets of numbers that are meant; `whole` says that nothing is left out.
export function selection(data, state) {
  const off = new Set(state.off);
  const without = new Set(state.without);
  const themes = new Set(state.theme);
  const chosen = new Set(state.district.map((id) => data.regionOf.get(id)));
  const follows = (edge) => !without.has(edge.predicate);
  const near = state.focus ? within(data, data.byKey.get(state.focus).id, state.depth, follows) : null;
  const located = inRegions(data, chosen);
  const tests = [];
  if (off.size) tests.push((node) => !off.has(node.cls));
  if (near) tests.push((node) => near.has(node.id));
  if (chosen.size) tests.push(located);
  if (themes.size) tests.push((node) => data.themesOf[node.id].some((theme) => themes.has(theme)));
  const nodes = new Set();
  for (const node of data.nodes) if (tests.every((test) => test(node))) nodes.add(node.id);
  const edges = new Set();
  for (const edge of data.edges) {
    if (follows(edge) && nodes.has(edge.from) && nodes.has(edge.to)) edges.add(edge.id);
  }
  return { nodes, edges, without, whole: !filtering(state) };
}
