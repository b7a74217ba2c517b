// Figures across districts: what is counted, in which unit, and where marks lie on a scale.

import { NOTHING } from "./model.js";

function numberOf(text) {
  return text === undefined ? null : Number(text);
}

// All figures of the selection: [{node, figure, unit, of, value, low, high}].
export function figuresOf(data, selected) {
  const found = [];
  for (const node of data.nodes) {
    if (!selected.nodes.has(node.id)) continue;
    for (const figure of node.figures || NOTHING) {
      found.push({
        node,
        figure,
        unit: figure.unit || "",
        of: figure.of || "",
        value: numberOf(figure.value),
        low: numberOf(figure.low),
        high: numberOf(figure.high),
      });
    }
  }
  return found;
}

export function measureKey(item) {
  return `${item.of} ${item.unit}`;
}

// What is counted, each with its unit: [{key, of, unit, count, districts}], that of most districts first.
export function measureKinds(items) {
  const kinds = new Map();
  for (const item of items) {
    const key = measureKey(item);
    const kind = kinds.get(key) || { key, of: item.of, unit: item.unit, count: 0, regions: new Set() };
    kind.count += 1;
    kind.regions.add(item.node.region);
    kinds.set(key, kind);
  }
  return [...kinds.values()]
    .map(({ regions, ...kind }) => ({ ...kind, districts: regions.size }))
    .sort((a, b) => b.districts - a.districts || b.count - a.count || (a.key < b.key ? -1 : 1));
}

// Items by unit: [{unit, items}], the unit of most districts first; within it large before small.
export function byUnit(items) {
  const units = new Map();
  for (const item of items) {
    if (!units.has(item.unit)) units.set(item.unit, []);
    units.get(item.unit).push(item);
  }
  const spread = (group) => new Set(group.map((item) => item.node.region)).size;
  const size = (item) => item.value ?? item.low ?? item.high ?? 0;
  return [...units]
    .map(([unit, group]) => ({ unit, items: group.sort((a, b) => size(b) - size(a) || a.node.id - b.node.id) }))
    .sort((a, b) => spread(b.items) - spread(a.items) || b.items.length - a.items.length || (a.unit < b.unit ? -1 : 1));
}

// A scale from numbers to 0…1. Where the largest is over a hundred times the smallest, equal steps are equal ratios.
export function scaleOf(items) {
  const numbers = items.flatMap((item) => [item.value, item.low, item.high]).filter((n) => n !== null && n > 0);
  const most = Math.max(...numbers, 1);
  const least = Math.min(...numbers, most);
  const logarithmic = most / least > 100;
  const low = logarithmic ? Math.log10(least) - 0.5 : 0;
  const high = logarithmic ? Math.log10(most) : most;
  const at = (n) => (logarithmic ? Math.max(0, (Math.log10(Math.max(n, 10 ** low)) - low) / (high - low)) : n / high);
  return { logarithmic, at: (n) => Math.min(1, Math.max(0, at(n))) };
}
