// The page's data with look-ups. Nothing here changes after it is made.

export const NOTHING = Object.freeze([]);

function adjacency(nodes, edges) {
  const around = nodes.map(() => []);
  for (const edge of edges) {
    around[edge.from].push(edge);
    if (edge.to !== edge.from) around[edge.to].push(edge);
  }
  return around;
}

function literalsOf(node, predicate) {
  return (node.literals || NOTHING).filter((literal) => literal.predicate === predicate);
}

export function frequencies(node) {
  return literalsOf(node, "frequency");
}

export function themeFacts(node) {
  return literalsOf(node, "hasTheme");
}

// The name in front of "（P1M）": the duration itself is for the card.
export function spokenFrequency(literal) {
  return literal.text.replace(/（[^）]*）$/, "");
}

export function indexed(raw) {
  const { nodes, edges, view } = raw;
  const members = view.regions.map(() => []);
  for (const node of nodes) members[node.region].push(node.id);
  return Object.freeze({
    nodes,
    edges,
    ...view,
    around: adjacency(nodes, edges),
    members,
    byKey: new Map(nodes.map((node) => [node.key, node])),
    classOf: new Map(view.classes.map((entry) => [entry.id, entry])),
    wordsOf: new Map(view.predicates.map((entry) => [entry.id, entry])),
    regionOf: new Map(view.regions.map((region, number) => [region.id || "", number])),
    districts: view.regions.map((region, number) => number).filter((number) => !view.regions[number].shared),
    themesOf: nodes.map((node) => themeFacts(node).map((literal) => literal.text)),
  });
}

// Discs of divisions above the county, whose committees are told of beside those of the counties.
export function regionsAbove(data) {
  const above = data.nodes.filter((node) => node.cls === "District" && ["prefecture", "province"].includes(node.level));
  return new Set(above.filter((node) => node.label === data.regions[node.region].label).map((node) => node.region));
}

export function predicateWords(data, predicate) {
  return data.wordsOf.get(predicate) || { zh: predicate, en: predicate };
}

export function regionLabel(data, number) {
  const region = data.regions[number];
  return region.shared ? "各区县共有" : region.label || "";
}

// A passage as one string.
export function quoteOf(data, number) {
  return (data.sources[number].text || NOTHING).join("");
}

export function fileOf(data, number) {
  return data.documents[data.sources[number].doc].file || "";
}
