// The side panel: a legend that filters by class, district, theme and relation.

import { DATA } from "./data.js";
import { both, byId, el, icon } from "./dom.js";
import { filtering, onlyThis } from "./filters.js";
import { fold } from "./text.js";
import { palette } from "./palette.js";
import { go, now, toggled } from "./store.js";

const MOST_LINES = 60;
const MANY = 14;

// Milliseconds between the two clicks of a double click.
const TWICE = 500;
const ONLY = "双击或按住 Alt 点击：只看这一项；再来一次：恢复全部 Double click or Alt-click: only this; again: all";

let last = { field: "", id: "", at: -TWICE, hidden: [] };

// A click hides or shows; two in a row, or one with Alt, leave only this. Lines are made anew between the two clicks, so
// that the browser's own double click would not reach one of them.
function hide(field, id, all, event) {
  const hidden = now()[field];
  const again = last.field === field && last.id === id && event.timeStamp - last.at < TWICE;
  last = { field, id, at: event.altKey || again ? -TWICE : event.timeStamp, hidden: again ? last.hidden : hidden };
  if (event.altKey) go({ [field]: onlyThis(all, hidden, id) });
  // What the first click did is no step to go back to.
  else if (again) go({ [field]: onlyThis(all, last.hidden, id) }, { replace: true });
  else go({ [field]: toggled(hidden, id) });
}

function hiding(field, entries, state, mark, count) {
  const all = entries.map((entry) => entry.id);
  return entries.map((entry) => {
    const line = toggle(field, entry.id, !state[field].includes(entry.id), mark(entry), both(entry), count(entry), (event) => hide(field, entry.id, all, event));
    line.firstChild.title = ONLY;
    return line;
  });
}

function toggle(field, id, pressed, mark, words, count, click = () => go({ [field]: toggled(now()[field], id) })) {
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", value: id, "aria-pressed": String(pressed), click },
      mark,
      el("span", { class: "words" }, words),
      count === null ? null : el("span", { class: "count" }, String(count)),
    ),
  );
}

function classLines(state) {
  return hiding("off", DATA.classes, state, (entry) => icon(entry.id), (entry) => entry.count);
}

function swatch(tone) {
  const spot = el("span", { class: "swatch", "aria-hidden": "true" });
  spot.style.backgroundColor = palette().dark ? tone.dark : tone.light;
  spot.style.borderColor = palette().dark ? tone.dark_name : tone.light_name;
  return spot;
}

let wanted = "";

function districtLines(state) {
  const chosen = new Set(state.district);
  const fitting = DATA.districts.filter((number) => fold(DATA.regions[number].label || "").includes(fold(wanted)));
  // What is chosen stays in sight, so that it can be taken back.
  fitting.sort((a, b) => Number(chosen.has(DATA.regions[b].id)) - Number(chosen.has(DATA.regions[a].id)));
  const lines = fitting.slice(0, MOST_LINES).map((number) => {
    const region = DATA.regions[number];
    return toggle("district", region.id, chosen.has(region.id), swatch(region.tone), el("bdi", {}, region.label), region.size);
  });
  const rest = fitting.length - lines.length;
  return rest > 0 ? [...lines, el("li", { class: "none" }, both({ zh: `还有 ${rest} 个`, en: "more: type a name" }))] : lines;
}

const THEMED = new Map(DATA.themes.map((theme) => [theme.zh, 0]));
for (const themes of DATA.themesOf) for (const theme of themes) THEMED.set(theme, THEMED.get(theme) + 1);

function themeLines(state) {
  return DATA.themes.map((theme) =>
    toggle("theme", theme.zh, state.theme.includes(theme.zh), null, both(theme), THEMED.get(theme.zh)),
  );
}

const RELATED = new Map();
for (const edge of DATA.edges) RELATED.set(edge.predicate, (RELATED.get(edge.predicate) || 0) + 1);
for (const node of DATA.nodes) {
  for (const literal of node.literals || []) RELATED.set(literal.predicate, (RELATED.get(literal.predicate) || 0) + 1);
}
if (DATA.measures) RELATED.set("hasMeasure", DATA.measures);

function relationLines(state) {
  return hiding("without", DATA.predicates, state, () => null, (entry) => RELATED.get(entry.id) || 0);
}

const PARTS = [["classes", classLines], ["districts", districtLines], ["themes", themeLines], ["relations", relationLines]];

// Lines are made anew at each change; the focus stays on the line that had it.
export function drawLegend() {
  const state = now();
  const active = document.activeElement;
  for (const [id, lines] of PARTS) {
    const list = byId(id);
    const held = list.contains(active) ? active.value : null;
    list.replaceChildren(...lines(state));
    list.classList.toggle("choosing", Boolean((id === "districts" && state.district.length) || (id === "themes" && state.theme.length)));
    if (held === null) continue;
    const again = [...list.querySelectorAll("button")].find((line) => line.value === held);
    if (again) again.focus({ preventScroll: true });
  }
  byId("clear").hidden = !filtering(state);
}

export function setLegend(open) {
  byId("legend").classList.toggle("open", open);
  byId("legend-toggle").setAttribute("aria-expanded", String(open));
}

export function startLegend() {
  const box = byId("district-find");
  box.hidden = DATA.districts.length < MANY;
  box.addEventListener("input", () => {
    wanted = box.value;
    drawLegend();
  });
  byId("clear").addEventListener("click", () => {
    go({ off: [], without: [], district: [], theme: [], focus: "", depth: 1 });
    byId("classes").querySelector("button")?.focus();
  });
  byId("legend-toggle").addEventListener("click", () => setLegend(!byId("legend").classList.contains("open")));
  drawLegend();
}
