"use strict";

// What the page knows and what the reader has chosen. All text reaches the document through textContent.

const DATA = JSON.parse(document.getElementById("data").textContent);
const NODES = DATA.nodes;
const EDGES = DATA.edges;
const VIEW = DATA.view;
const CLASSES = new Map(VIEW.classes.map((entry) => [entry.id, { ...entry, outline: new Path2D(entry.path) }]));
const PREDICATES = new Map(VIEW.predicates.map((entry) => [entry.id, entry]));

// Node number → its edges.
const AROUND = NODES.map(() => []);
for (const edge of EDGES) {
  AROUND[edge.from].push(edge);
  if (edge.to !== edge.from) AROUND[edge.to].push(edge);
}

const state = { selected: null, hovered: null, off: new Set() };

const darkness = window.matchMedia("(prefers-color-scheme: dark)");
const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");
const narrowness = window.matchMedia("(max-width: 760px)");

const SANS =
  'system-ui, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';
const SERIF = '"Songti SC", "STSong", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", serif';

const LIGHT = {
  ground: "#fbfaf7", ink: "#1f2328", soft: "#4d535b", accent: "#a02c1f", chip: "#fffefb", line: "#d9d5cb",
  edges: { frame: "rgba(70,74,82,0.34)", spoke: "rgba(70,74,82,0.10)", across: "rgba(160,44,31,0.22)", other: "rgba(70,74,82,0.20)" },
};
const DARK = {
  ground: "#13161a", ink: "#ebe8e1", soft: "#b4b8be", accent: "#f0937f", chip: "#1d2126", line: "#3a4048",
  edges: { frame: "rgba(214,214,208,0.34)", spoke: "rgba(214,214,208,0.10)", across: "rgba(240,147,127,0.26)", other: "rgba(214,214,208,0.20)" },
};

function palette() {
  return darkness.matches ? DARK : LIGHT;
}

function classOf(node) {
  return CLASSES.get(node.cls);
}

function colourOf(node) {
  return darkness.matches ? classOf(node).dark : classOf(node).light;
}

function shown(node) {
  return !state.off.has(node.cls);
}

// Counts code points, so that no character is cut in two.
function shorten(text, length) {
  const head = Array.from(text.slice(0, 4 * length)).slice(0, length + 1);
  return head.length > length ? head.slice(0, length).join("") + "…" : text;
}

// An element with attributes, listeners (functions) and children (elements or text).
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== ""));
  return element;
}

function both(words) {
  return [words.zh, " ", el("span", { lang: "en" }, words.en)];
}

// The class's outline as a small picture beside words that name it.
function icon(cls) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  const entry = CLASSES.get(cls);
  picture.setAttribute("viewBox", "-1.2 -1.2 2.4 2.4");
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("class", "icon");
  path.setAttribute("d", entry.path);
  path.setAttribute("fill-rule", "evenodd");
  path.setAttribute("fill", darkness.matches ? entry.dark : entry.light);
  picture.append(path);
  return picture;
}
