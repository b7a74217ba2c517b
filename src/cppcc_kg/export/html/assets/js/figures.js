// Stated figures across districts: chosen measures, with unit, bounds and period, on one scale a unit.

import { DATA } from "./data.js";
import { both, button, byId, el, english, icon, listing, svg } from "./dom.js";
import { byUnit, figuresOf, measureKey, measureKinds, scaleOf } from "./measuring.js";
import { regionLabel } from "./model.js";
import { fold, shorten } from "./text.js";
import { go, meant, now, showNode, toggled } from "./store.js";

const FIRST_KINDS = 40;
const FIRST_ROWS = 25;
const WIDTH = 200;
const HEIGHT = 16;

// A bar to the value; a bracket for what the text bounds, open towards the side that it leaves open.
function mark(item, scale) {
  const at = (n) => 2 + scale.at(n) * (WIDTH - 14);
  const parts = [svg("line", { class: "axis", x1: 2, y1: 0, x2: 2, y2: HEIGHT })];
  if (item.value !== null) parts.push(svg("rect", { class: "bar", x: 2, y: 4, width: Math.max(1.5, at(item.value) - 2), height: 8, rx: 1.5 }));
  if (item.low !== null && item.high !== null) {
    parts.push(svg("path", { class: "bound", d: `M${at(item.low)} 2V14M${at(item.high)} 2V14M${at(item.low)} 8H${at(item.high)}` }));
  } else if (item.low !== null) {
    const x = at(item.low);
    parts.push(svg("path", { class: "bound", d: `M${x} 2V14M${x} 8H${x + 9}M${x + 5} 5L${x + 9} 8L${x + 5} 11` }));
  } else if (item.high !== null) {
    const x = at(item.high);
    parts.push(svg("path", { class: "bound", d: `M${x} 2V14M${x} 8H${Math.max(3, x - 9)}M${x - 5} 5L${x - 9} 8L${x - 5} 11` }));
  }
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "mark", "aria-hidden": "true" }, parts);
}

function figureRow(scale) {
  return (item) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, el("bdi", {}, shorten(regionLabel(DATA, item.node.region), 16))),
      el("td", {}, el("bdi", {}, shorten(item.of, 60))),
      el("td", {}, el("button", { type: "button", class: "thing", click: () => showNode(item.node) }, icon(item.node.cls), el("bdi", {}, shorten(item.node.label, 60)))),
      el("td", {}, mark(item, scale)),
      el("td", { class: "number" }, item.figure.text),
      el("td", {}, item.figure.period || "", item.figure.as_of ? el("span", { class: "remark" }, ` 截至 as of ${item.figure.as_of}`) : ""),
    );
}

function panel({ unit, items }) {
  const scale = scaleOf(items);
  const row = figureRow(scale);
  const body = el("tbody", {}, items.slice(0, FIRST_ROWS).map(row));
  const rest = items.slice(FIRST_ROWS);
  const more = button({ zh: `再显示 ${rest.length} 行`, en: "more rows" }, () => {
    body.append(...rest.map(row));
    more.remove();
  }, { class: "more" });
  const columns = [["区县", "District"], ["所计", "Counted"], ["所属", "Of"], ["", ""], ["数值", "Value"], ["时期", "Period"]];
  return el(
    "section",
    { class: "panel" },
    el(
      "h3",
      {},
      both({ zh: `单位：${unit || "无"}`, en: `unit ${unit}` }),
      el("span", { class: "count" }, ` ${items.length}`),
      scale.logarithmic ? el("span", { class: "remark" }, " 对数刻度 ", english("log scale")) : "",
    ),
    el(
      "div",
      { class: "wide", tabindex: "0", role: "region", "aria-label": `数据 Figures ${unit}` },
      el("table", { class: "figures" }, el("thead", {}, el("tr", {}, columns.map(([zh, en]) => (zh ? el("th", { scope: "col" }, both({ zh, en })) : el("td", {}))))), body),
    ),
    rest.length ? more : "",
  );
}

let typed = "";

function kindLine(chosen) {
  return (kind) =>
    el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "chip", value: kind.key, "aria-pressed": String(chosen.includes(kind.key)), click: () => go({ figure: toggled(now().figure, kind.key) }) },
        el("bdi", {}, shorten(kind.of, 30) || "—"),
        el("span", { class: "count" }, ` ${kind.unit} · ${kind.count}`),
      ),
    );
}

export function drawFigures() {
  const { figure: chosen } = now();
  const all = figuresOf(DATA, meant());
  const kinds = measureKinds(all);
  const picked = chosen.length ? all.filter((item) => chosen.includes(measureKey(item))) : all;
  const holder = el("div", { class: "kinds", role: "group", "aria-label": "所计的数据 Measures" });
  const fill = () => {
    const fitting = kinds.filter((kind) => fold(`${kind.of} ${kind.unit}`).includes(fold(typed)));
    fitting.sort((a, b) => Number(chosen.includes(b.key)) - Number(chosen.includes(a.key)));
    holder.replaceChildren(...listing(fitting, kindLine(chosen), FIRST_KINDS, { class: "chips" }));
  };
  const box = el("input", { type: "search", class: "narrow", id: "figure-find", "aria-label": "找数据 Find a measure", placeholder: "找数据，如“调研”“元” Find" });
  box.value = typed;
  box.addEventListener("input", () => {
    typed = box.value;
    fill();
  });
  fill();
  const held = byId("figures").contains(document.activeElement) ? document.activeElement.value : null;
  byId("figures").replaceChildren(
    el("h2", {}, both({ zh: "数据对照", en: "Figures across districts" })),
    el("p", { class: "remark" }, "条是所述数值，括线是原文所说的上下限（“余”“以上”“不足”）。 ", english("Bars are stated values, brackets the bounds that the text gives.")),
    el("details", { open: chosen.length > 0 || typed !== "" }, el("summary", {}, both({ zh: "选择所计", en: "Choose measures" })), box, chosen.length ? button({ zh: "全部", en: "All" }, () => go({ figure: [] }), { class: "more" }) : "", holder),
    ...(picked.length ? byUnit(picked).map(panel) : [el("p", {}, both({ zh: "没有数据。", en: "No figures." }))]),
  );
  if (held) [...byId("figures").querySelectorAll("button")].find((each) => each.value === held)?.focus({ preventScroll: true });
}
