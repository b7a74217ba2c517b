// The side card: what a node is, and every sentence that says so; or what a group or a matrix cell holds.

import { DATA } from "./data.js";
import { both, button, byId, el, icon, listing } from "./dom.js";
import { nodeLink, passage, passages, section } from "./evidence.js";
import { NOTHING, frequencies, predicateWords, regionLabel, spokenFrequency, themeFacts } from "./model.js";
import { DEEPEST, decodeRegion } from "./state.js";
import { closeCard, go, now, toggled } from "./store.js";
import { thingsOf } from "./comparing.js";
import { BUDGET, coarsest } from "./groups.js";

const FIRST_FACTS = 8;
const FIRST_MEMBERS = 40;

function classWords(cls) {
  return DATA.classOf.get(cls) || { zh: cls, en: cls };
}

function remarks(item) {
  const parts = [];
  if (item.role) parts.push(item.role);
  if (item.derived) parts.push("推出 derived");
  if (item.as_of) parts.push(`截至 as of ${item.as_of}`);
  if (item.basis) parts.push(`据 from ${item.basis.join(", ")}`);
  return parts.length ? el("span", { class: "remark" }, parts.join(" · ")) : null;
}

function byPredicate(items) {
  const groups = new Map();
  for (const item of items) {
    if (!groups.has(item.predicate)) groups.set(item.predicate, []);
    groups.get(item.predicate).push(item);
  }
  return groups;
}

function factSection(words, items, line) {
  if (!items.length) return null;
  const blocks = [...byPredicate(items)].map(([predicate, members]) => [
    el("h4", {}, both(predicateWords(DATA, predicate)), el("span", { class: "count" }, String(members.length))),
    listing(members, line, FIRST_FACTS, { class: "facts" }),
  ]);
  return section(words, blocks.flat());
}

function edgeLine(end) {
  return (edge) => el("li", {}, el("div", {}, nodeLink(DATA.nodes[edge[end]]), remarks(edge)), passages(edge));
}

function literalLine(literal) {
  return el("li", {}, el("div", {}, el("strong", {}, literal.text), remarks(literal)), passages(literal));
}

function figureLine(figure) {
  const about = [figure.period, figure.by, figure.as_of && `截至 as of ${figure.as_of}`].filter(Boolean);
  return el(
    "li",
    {},
    el(
      "div",
      { class: "figure" },
      el("span", { class: "value" }, figure.text),
      el("bdi", {}, figure.of),
      about.length ? el("span", { class: "remark" }, about.join(" · ")) : null,
    ),
    passages(figure),
  );
}

// What the statement of a similarity carries: its score, and each part with what the two share.
function reasonLines(edge) {
  const parts = (edge.reasons || NOTHING).map((reason) =>
    el(
      "li",
      {},
      both(reason),
      reason.score === undefined ? null : el("span", { class: "count" }, reason.score),
      (reason.words || NOTHING).length ? el("bdi", { class: "remark" }, reason.words.join("、")) : null,
    ),
  );
  return parts.length ? el("ul", { class: "reasons" }, parts) : null;
}

// How one of two like things is done: how often, how much, to what effect.
function essence(node) {
  const results = DATA.around[node.id].filter((edge) => edge.predicate === "resultsIn" && edge.from === node.id);
  const said = [
    ...frequencies(node).map(spokenFrequency),
    ...(node.figures || NOTHING).map((figure) => `${figure.of} ${figure.text}`),
    ...results.map((edge) => DATA.nodes[edge.to].label),
  ];
  const quote = (node.src || NOTHING).slice(0, 1).map((number) => passage(number, node.rules));
  return el("div", { class: "side" }, el("p", { class: "remark" }, regionLabel(DATA, node.region)), el("p", {}, said.join("；") || "—"), quote);
}

function likeLine(node) {
  return (edge) => {
    const other = DATA.nodes[edge.from === node.id ? edge.to : edge.from];
    const score = edge.score ? el("span", { class: "count", title: "相似度 similarity" }, edge.score) : null;
    return el(
      "li",
      {},
      el("div", {}, nodeLink(other, { where: true }), score, remarks({ ...edge, basis: undefined })),
      reasonLines(edge),
      el("div", { class: "sides" }, essence(node), essence(other)),
      passages(edge),
    );
  };
}

// The most alike first.
function likenesses(node) {
  const edges = DATA.around[node.id].filter((edge) => edge.predicate === "similarTo");
  return edges.sort((a, b) => Number(b.score || 0) - Number(a.score || 0) || a.id - b.id);
}

function focusControl(node) {
  const state = now();
  const held = state.focus === node.key ? state.depth : 0;
  const steps = Array.from({ length: DEEPEST - 1 }, (_, i) => i + 1).map((depth) =>
    el(
      "button",
      {
        type: "button",
        "aria-pressed": String(held === depth),
        "aria-label": `聚焦 ${depth} 层 Focus to depth ${depth}`,
        click: () => go(held === depth ? { focus: "", depth: 1 } : { focus: node.key, depth }),
      },
      String(depth),
    ),
  );
  return el("div", { class: "steps", role: "group", "aria-label": "聚焦 Focus" }, el("span", {}, both({ zh: "聚焦", en: "Focus" })), steps);
}

function openControl(number) {
  if (coarsest(DATA) === "nodes") return null;
  const { id, size } = DATA.regions[number];
  if (!id) return null;
  if (size > BUDGET) return el("span", { class: "remark" }, both({ zh: `该区县有 ${size} 个节点，请用筛选或表格查看。`, en: "Too many to draw: filter, or see the table." }));
  const open = now().open.includes(id);
  const words = open ? { zh: "收起区县", en: "Close district" } : { zh: "展开区县", en: "Open district" };
  return button(words, () => go({ open: toggled(now().open, id) }), { class: "action" });
}

// On a server, where a node leads: its own page, and what lies around it in the whole graph.
function onward(node) {
  if (!DATA.links) return null;
  const key = encodeURIComponent(node.key);
  const shown = new URLSearchParams(window.location.search).getAll("focus").filter((other) => other !== node.key);
  const more = [...shown, node.key].map((other) => `focus=${encodeURIComponent(other)}`).join("&");
  return [
    el("a", { class: "action", href: DATA.links.entity + key }, both({ zh: "专页", en: "Page" })),
    el("a", { class: "action", href: `${DATA.links.around}?focus=${key}&depth=2#node=${key}` }, both({ zh: "以此为中心", en: "Centre here" })),
    shown.length ? el("a", { class: "action", href: `${DATA.links.around}?${more}&depth=1#node=${key}` }, both({ zh: "添上周围", en: "Add surroundings" })) : null,
  ];
}

function actions(node) {
  return el(
    "div",
    { class: "actions" },
    onward(node),
    focusControl(node),
    button({ zh: "由此找路径", en: "Path from" }, () => go({ from: node.key, view: "network" }), { class: "action" }),
    button({ zh: "找到此路径", en: "Path to" }, () => go({ to: node.key, view: "network" }), { class: "action" }),
    openControl(node.region),
  );
}

function head(node) {
  const scope = DATA.byKey.get(node.scope);
  const themes = themeFacts(node);
  const region = regionLabel(DATA, node.region);
  const code = [node.code, node.level].filter(Boolean).join(" · ");
  const also = (node.also || NOTHING).flatMap((cls) => [" · ", ...both(classWords(cls))]);
  return el(
    "header",
    {},
    el("p", { class: "class" }, icon(node.cls), both(classWords(node.cls)), also),
    el("h2", { id: "card-title", tabindex: "-1" }, node.label),
    node.alt ? el("p", { class: "alt" }, both({ zh: "又作", en: "also" }), " ", node.alt.join("、")) : null,
    el(
      "p",
      { class: "belongs" },
      scope && scope !== node ? nodeLink(scope) : null,
      region ? el("span", { class: "remark" }, region) : null,
      code ? el("span", { class: "remark" }, code) : null,
    ),
    themes.length ? el("ul", { class: "themes" }, themes.map((theme) => el("li", {}, theme.text))) : null,
  );
}

function nodeCard(node) {
  const facts = DATA.around[node.id].filter((edge) => edge.predicate !== "similarTo");
  const likes = likenesses(node);
  const own = passages(node);
  const figures = node.figures || NOTHING;
  return [
    head(node),
    actions(node),
    own.length ? section({ zh: "原文", en: "Source" }, own) : null,
    figures.length ? section({ zh: "数据", en: "Figures" }, listing(figures, figureLine, FIRST_FACTS, { class: "facts" })) : null,
    likes.length ? section({ zh: "谁也这样做", en: "Who else does this" }, listing(likes, likeLine(node), FIRST_FACTS, { class: "facts" })) : null,
    factSection({ zh: "由此出发的关系", en: "Facts from here" }, facts.filter((edge) => edge.from === node.id), edgeLine("to")),
    factSection({ zh: "指向这里的关系", en: "Facts pointing here" }, facts.filter((edge) => edge.to === node.id && edge.from !== node.id), edgeLine("from")),
    factSection({ zh: "频次与主题", en: "Frequency and themes" }, node.literals || NOTHING, literalLine),
    el("p", { class: "key" }, node.key),
  ];
}

function groupCard([id, cls]) {
  const number = DATA.regionOf.get(decodeRegion(id));
  const members = DATA.members[number].map((member) => DATA.nodes[member]).filter((node) => cls === undefined || node.cls === cls);
  members.sort((a, b) => a.rank - b.rank || b.degree - a.degree || a.id - b.id);
  const line = (node) => el("li", {}, nodeLink(node));
  return [
    el(
      "header",
      {},
      el("p", { class: "class" }, cls === undefined ? null : [icon(cls), both(classWords(cls))]),
      el("h2", { id: "card-title", tabindex: "-1" }, regionLabel(DATA, number)),
      el("p", { class: "alt" }, both({ zh: `${members.length} 个节点`, en: `${members.length} nodes` })),
    ),
    el("div", { class: "actions" }, openControl(number)),
    section({ zh: "其中", en: "Among them" }, listing(members, line, FIRST_MEMBERS, { class: "facts" })),
  ];
}

function cellCard([id, theme]) {
  const number = DATA.regionOf.get(id);
  const things = thingsOf(DATA, number, theme);
  const words = DATA.themes.find((entry) => entry.zh === theme);
  const line = (node) => {
    const fact = themeFacts(node).find((literal) => literal.text === theme);
    const shown = (fact.src || NOTHING).length ? fact : node;
    return el("li", {}, el("div", {}, nodeLink(node)), passages(shown));
  };
  return [
    el(
      "header",
      {},
      el("p", { class: "class" }, both(words)),
      el("h2", { id: "card-title", tabindex: "-1" }, `${regionLabel(DATA, number)} · ${theme}`),
      el("p", { class: "alt" }, both({ zh: `${things.length} 项`, en: `${things.length} items` })),
    ),
    section({ zh: "各项及其原文", en: "Items and their sources" }, listing(things, line, FIRST_MEMBERS, { class: "facts" })),
  ];
}

function contents(state) {
  if (state.node) return nodeCard(DATA.byKey.get(state.node));
  if (state.group.length) return groupCard(state.group);
  return state.cell.length ? cellCard(state.cell) : null;
}

let cameFrom = null;

// Draws the card of the state. A new card takes the focus; closing gives it back.
export function drawCard(state, { fresh }) {
  const card = byId("card");
  const parts = contents(state);
  const wasOpen = !card.hidden;
  document.body.classList.toggle("with-card", parts !== null);
  if (!parts) {
    const inside = card.contains(document.activeElement);
    card.hidden = true;
    card.replaceChildren();
    if (inside && cameFrom && cameFrom.isConnected) cameFrom.focus();
    cameFrom = null;
    return;
  }
  if (!wasOpen) cameFrom = document.activeElement;
  const close = el("button", { type: "button", id: "close", "aria-label": "关闭 Close", click: closeCard }, "✕");
  const top = fresh ? 0 : card.scrollTop;
  card.replaceChildren(close, ...parts.flat(Infinity).filter(Boolean));
  card.hidden = false;
  card.scrollTop = top;
  if (fresh) byId("card-title").focus({ preventScroll: true });
}
