// The path between two nodes, as steps in words; the canvas shows it lit.

import { DATA } from "./data.js";
import { both, button, byId, el } from "./dom.js";
import { nodeLink, passages } from "./evidence.js";
import { predicateWords } from "./model.js";
import { pathOf } from "./scene.js";
import { suggest } from "./searchbox.js";
import { go, now } from "./store.js";

function step(edge, from) {
  const forth = edge.from === from;
  const other = DATA.nodes[forth ? edge.to : edge.from];
  const words = predicateWords(DATA, edge.predicate);
  return el(
    "li",
    {},
    el("p", { class: "via" }, forth ? "→ " : "← ", both(words)),
    nodeLink(other, { where: true }),
    el("details", {}, el("summary", {}, both({ zh: "原文", en: "Source" })), passages(edge)),
  );
}

function stepLines(state) {
  const path = pathOf(state);
  const start = DATA.byKey.get(state.from);
  if (path === null) return [el("p", {}, both({ zh: "两者之间没有路径。", en: "No path joins the two." }))];
  let at = start.id;
  const lines = path.map((edge) => {
    const line = step(edge, at);
    at = edge.from === at ? edge.to : edge.from;
    return line;
  });
  return [
    el("p", { class: "remark" }, both({ zh: `共 ${path.length} 步`, en: `${path.length} ${path.length === 1 ? "step" : "steps"}` })),
    el("ol", { class: "way" }, el("li", {}, nodeLink(start, { where: true })), lines),
  ];
}

export function drawPath(state) {
  const panel = byId("path");
  panel.hidden = !(state.from || state.to);
  for (const end of ["from", "to"]) {
    const box = byId(`path-${end}`);
    const node = DATA.byKey.get(state[end]);
    if (document.activeElement !== box) box.value = node ? node.label.slice(0, 60) : "";
  }
  byId("path-steps").replaceChildren(...(state.from && state.to ? stepLines(state) : []));
  return !panel.hidden;
}

export function startPath() {
  const close = button({ zh: "✕", en: "" }, () => go({ from: "", to: "" }), { id: "path-close", "aria-label": "关闭路径 Close path" });
  byId("path").prepend(close);
  for (const end of ["from", "to"]) suggest(byId(`path-${end}`), byId(`path-${end}-hits`), (node) => go({ [end]: node.key, view: "network" }));
  byId("path-swap").addEventListener("click", () => go({ from: now().to, to: now().from }));
}
