// Facts as rows, for the table and the exports: the words of the canvas and the cards, one fact a line.

import { NOTHING, fileOf, predicateWords, quoteOf, regionLabel } from "./model.js";
import { escapeXml, fold, oneLine } from "./text.js";

export const COLUMNS = [
  { id: "subject", zh: "主体", en: "Subject" },
  { id: "relation", zh: "关系", en: "Relation" },
  { id: "object", zh: "客体", en: "Object" },
  { id: "district", zh: "区县", en: "District" },
  { id: "theme", zh: "主题", en: "Theme" },
  { id: "quote", zh: "原文", en: "Source sentence" },
  { id: "rule", zh: "规则", en: "Rule" },
  { id: "file", zh: "出处", en: "File" },
];

function rowOf(data, node, predicate, object, item, more = {}) {
  const words = predicateWords(data, predicate);
  const src = item.src || NOTHING;
  const home = data.regions[node.region].shared && more.target ? more.target.region : node.region;
  return {
    node,
    predicate,
    src,
    ...more,
    subject: node.label,
    relation: words.zh,
    object,
    district: regionLabel(data, home),
    theme: data.themesOf[node.id].join("、"),
    quote: src.length ? oneLine(quoteOf(data, src[0])) : "",
    rule: (item.rules || NOTHING).join(" "),
    file: [...new Set(src.map((number) => fileOf(data, number)))].join(" "),
  };
}

export function figureWords(figure) {
  return [figure.of, figure.text, figure.period && `（${figure.period}）`].filter(Boolean).join(" ");
}

// Facts that only place a thing; every thing has them, and what it did is looked for first.
const PLACING = new Set(["serves", "locatedIn", "hasTheme"]);

// All facts that are meant: between nodes, then frequencies and figures of nodes, last where things are and their themes.
export function factRows(data, selected) {
  const rows = [];
  for (const edge of data.edges) {
    if (!selected.edges.has(edge.id)) continue;
    const [from, target] = [data.nodes[edge.from], data.nodes[edge.to]];
    rows.push(rowOf(data, from, edge.predicate, target.label, edge, { target }));
  }
  for (const node of data.nodes) {
    if (!selected.nodes.has(node.id)) continue;
    for (const literal of node.literals || NOTHING) {
      if (!selected.without.has(literal.predicate)) rows.push(rowOf(data, node, literal.predicate, literal.text, literal));
    }
    if (selected.without.has("hasMeasure")) continue;
    for (const figure of node.figures || NOTHING) {
      rows.push(rowOf(data, node, "hasMeasure", figureWords(figure), figure, { figure }));
    }
  }
  return [...rows.filter((row) => !PLACING.has(row.predicate)), ...rows.filter((row) => PLACING.has(row.predicate))];
}

export function filterRows(rows, text) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (!words.length) return rows;
  return rows.filter((row) => {
    const whole = fold(COLUMNS.map((column) => row[column.id]).join("\n"));
    return words.every((word) => whole.includes(word));
  });
}

// `sort` is a column's name, with "-" before it for descending; equal rows keep their order.
export function sortRows(rows, sort) {
  const name = sort.replace(/^-/, "");
  if (!COLUMNS.some((column) => column.id === name)) return rows;
  const { compare } = new Intl.Collator("zh-CN", { numeric: true });
  const turn = sort.startsWith("-") ? -1 : 1;
  return [...rows].sort((a, b) => turn * compare(a[name], b[name]));
}

export function tableOf(rows) {
  return [COLUMNS.map((column) => column.zh), ...rows.map((row) => COLUMNS.map((column) => row[column.id]))];
}

function graphmlData(key, text) {
  return text ? `<data key="${key}">${escapeXml(text)}</data>` : "";
}

// GraphML 1.0 of the nodes and facts that are meant; keys carry attr.name, as Gephi, yEd and networkx read it.
export function toGraphml(data, selected) {
  const keys = [
    ["label", "node"], ["class", "node"], ["district", "node"], ["theme", "node"],
    ["predicate", "edge"], ["quote", "edge"], ["rule", "edge"], ["file", "edge"],
  ].map(([name, owner]) => `<key id="${name}" for="${owner}" attr.name="${name}" attr.type="string"/>`);
  const nodes = data.nodes
    .filter((node) => selected.nodes.has(node.id))
    .map((node) => {
      const facts = [["label", node.label], ["class", node.cls], ["district", regionLabel(data, node.region)], ["theme", data.themesOf[node.id].join("、")]];
      return `<node id="${escapeXml(node.key)}">${facts.map(([key, text]) => graphmlData(key, text)).join("")}</node>`;
    });
  const edges = data.edges
    .filter((edge) => selected.edges.has(edge.id))
    .map((edge) => {
      const src = edge.src || NOTHING;
      const quote = src.length ? oneLine(quoteOf(data, src[0])) : "";
      const facts = [["predicate", edge.predicate], ["quote", quote], ["rule", (edge.rules || NOTHING).join(" ")], ["file", src.length ? fileOf(data, src[0]) : ""]];
      const ends = `source="${escapeXml(data.nodes[edge.from].key)}" target="${escapeXml(data.nodes[edge.to].key)}"`;
      return `<edge ${ends}>${facts.map(([key, text]) => graphmlData(key, text)).join("")}</edge>`;
    });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys,
    '<graph id="cppcc-kg" edgedefault="directed">',
    ...nodes,
    ...edges,
    "</graph>",
    "</graphml>",
    "",
  ].join("\n");
}
