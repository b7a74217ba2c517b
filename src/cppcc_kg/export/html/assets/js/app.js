// Puts the page together: draws what the state asks for, and nothing else.

import { DATA } from "./data.js";
import { announce, both, button, byId, el, english, notify } from "./dom.js";
import { drawCard } from "./card.js";
import { drawCompare } from "./compare.js";
import { drawFigures } from "./figures.js";
import { drawLegend, setLegend, startLegend } from "./legend.js";
import { drawMatrix, markCell } from "./matrix.js";
import { regionsAbove } from "./model.js";
import { drawPath, startPath } from "./pathway.js";
import { drawTable, showAllRows } from "./table.js";
import { startExports } from "./exports.js";
import { darkness, setPrinting } from "./palette.js";
import { LEVEL, pathOf } from "./scene.js";
import { bringAll, bringIntoSight, fitAll, fitTo, openFor, redrawFrame, redrawScene, startNetwork, takeCamera } from "./network.js";
import { suggest } from "./searchbox.js";
import { DEEPEST, VIEWS } from "./state.js";
import { DROPPED, changed, closeCard, filtersChanged, go, meant, now, showNode, watch } from "./store.js";

const DRAW = { compare: drawCompare, matrix: drawMatrix, figures: drawFigures, table: drawTable };

function drawView(state) {
  document.body.dataset.view = state.view;
  for (const view of VIEWS) {
    byId(`to-${view}`).setAttribute("aria-current", view === state.view ? "page" : "false");
    if (view !== "network") byId(view).hidden = view !== state.view;
  }
  if (DRAW[state.view]) DRAW[state.view](state);
}

function countWords() {
  const { nodes, edges, whole } = meant();
  const [n, m] = [DATA.nodes.length, DATA.edges.length];
  if (whole) {
    const above = regionsAbove(DATA).size;
    const d = DATA.districts.length - above;
    const [zh, en] = above ? [` · 上级 ${above} 个`, ` and ${above} above them`] : ["", ""];
    return [`${d} 个区县${zh} · ${n} 个节点 · ${m} 条关系 · ${DATA.measures} 项数据`, `${d} districts${en}, ${n} nodes, ${m} facts, ${DATA.measures} figures`];
  }
  return [`${nodes.size} / ${n} 个节点 · ${edges.size} / ${m} 条关系`, `${nodes.size} of ${n} nodes, ${edges.size} of ${m} facts`];
}

function drawCounts() {
  const [zh, en] = countWords();
  byId("counts").replaceChildren(el("span", {}, zh), " ", english(en));
}

function note(zh, en) {
  return el("p", { class: "note" }, both({ zh, en }));
}

// What part of a larger graph this is, and why it opens as groups.
function drawNotes() {
  const notes = DATA.notes.map(({ zh, en }) => note(zh, en));
  if (DATA.whole > DATA.nodes.length) {
    notes.push(note(`本页含 ${DATA.whole} 个节点中的 ${DATA.nodes.length} 个，各区县名额相同。`, `${DATA.nodes.length} of ${DATA.whole} nodes, the same share for each district.`));
  }
  if (LEVEL !== "nodes") {
    notes.push(note("节点很多，先按区县归并；双击一组，或在卡片里点“展开区县”。", "Opens as groups: double-click one, or open its district from the card."));
  }
  byId("notes").replaceChildren(...notes);
}

function focusChip(state) {
  const node = DATA.byKey.get(state.focus);
  const step = (change, label, words) => button({ zh: label, en: "" }, () => go({ depth: state.depth + change }), { "aria-label": words, disabled: state.depth + change < 1 || state.depth + change > DEEPEST });
  return el(
    "div",
    { class: "chip held", role: "group", "aria-label": "聚焦 Focus" },
    el("span", {}, both({ zh: "聚焦", en: "focus" }), " ", el("bdi", {}, node.label.slice(0, 24)), ` · ${state.depth} 层`),
    step(-1, "−", "浅一层 Shallower"),
    step(1, "＋", "深一层 Deeper"),
    button({ zh: "✕", en: "" }, () => go({ focus: "", depth: 1 }), { "aria-label": "取消聚焦 End focus" }),
  );
}

function chip(field, id, words) {
  const drop = () => go({ [field]: now()[field].filter((other) => other !== id) });
  return el("div", { class: "chip held" }, el("bdi", {}, words), button({ zh: "✕", en: "" }, drop, { "aria-label": `取消 ${words} Remove` }));
}

function drawChips(state) {
  const chips = [
    ...state.district.map((id) => chip("district", id, DATA.regions[DATA.regionOf.get(id)].label)),
    ...state.theme.map((theme) => chip("theme", theme, theme)),
  ];
  if (state.focus) chips.unshift(focusChip(state));
  byId("held").replaceChildren(...chips.slice(0, 12));
}

const CARD = ["node", "group", "cell"];

function moveCamera(state, before, travelled) {
  if (travelled && changed(state, before, "at") && takeCamera(state)) return;
  if (travelled && !state.at.length && before.at.length && !state.node) fitAll(false);
  if (state.from && state.to && changed(state, before, "from", "to")) {
    const path = pathOf(state);
    if (path) bringAll([...new Set(path.flatMap((edge) => [edge.from, edge.to]))]);
  } else if (state.node && changed(state, before, "node")) bringIntoSight(DATA.byKey.get(state.node).id);
  else if (state.focus && changed(state, before, "focus", "depth")) bringAll([...meant().nodes]);
  else if (changed(state, before, "district")) {
    if (state.district.length) fitTo(state.district.map((id) => DATA.regionOf.get(id)), true);
    else fitAll(true);
  }
}

function update(state, before, { dropped, travelled }) {
  if (dropped) notify("链接里有本页没有的内容，已略去", "The link names things that this page does not hold");
  const filtered = filtersChanged(state, before);
  const carded = changed(state, before, ...CARD);
  if (state.node && changed(state, before, "node")) openFor(DATA.byKey.get(state.node));
  if (filtered) {
    drawLegend();
    drawCounts();
    announce(byId("counts").textContent);
  }
  drawChips(state);
  if (changed(state, before, "from", "to", "without")) drawPath(state);
  if (carded || filtered || changed(state, before, "open")) drawCard(state, { fresh: carded });
  if (filtered || carded || changed(state, before, "open", "from", "to")) redrawScene();
  if (changed(state, before, "view", "compare", "figure", "find", "sort") || filtered) drawView(state);
  else if (changed(state, before, "cell")) markCell();
  if (carded && (state.node || state.group.length || state.cell.length)) setLegend(false);
  if (state.view === "network") moveCamera(state, before, travelled);
}

function recolour() {
  drawLegend();
  drawView(now());
  drawCard(now(), { fresh: false });
  redrawFrame();
}

function startKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea");
    if (event.key === "Escape" && !byId("help").open) {
      if (byId("legend").classList.contains("open")) setLegend(false);
      else if (!byId("card").hidden) closeCard();
      else if (!byId("path").hidden) go({ from: "", to: "" });
    } else if (event.key === "/" && !typing) {
      event.preventDefault();
      byId("query").focus();
    }
  });
}

function startPrinting() {
  window.addEventListener("beforeprint", () => {
    setPrinting(true);
    recolour();
    if (now().view === "table") showAllRows();
  });
  window.addEventListener("afterprint", () => {
    setPrinting(false);
    recolour();
  });
}

function start() {
  watch(update);
  for (const view of VIEWS) byId(`to-${view}`).addEventListener("click", () => go({ view }));
  byId("skip").addEventListener("click", () => {
    go({ view: "table" });
    byId("table-find").focus();
  });
  byId("help-open").addEventListener("click", () => byId("help").showModal());
  byId("help-close").addEventListener("click", () => byId("help").close());
  suggest(byId("query"), byId("hits"), (node) => showNode(node));
  startLegend();
  startPath();
  startExports();
  startKeys();
  startPrinting();
  darkness.addEventListener("change", recolour);
  const state = now();
  drawNotes();
  drawCounts();
  drawChips(state);
  drawPath(state);
  drawView(state);
  drawCard(state, { fresh: false });
  startNetwork();
  if (state.node) openFor(DATA.byKey.get(state.node));
  if (state.node && !state.at.length) bringIntoSight(DATA.byKey.get(state.node).id);
  if (DROPPED) notify("链接里有本页没有的内容，已略去", "The link names things that this page does not hold");
}

start();
