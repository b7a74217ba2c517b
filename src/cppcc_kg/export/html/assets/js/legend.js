// The side panel: a legend that filters by class, district, theme and relation.

import { DATA } from "./data.js";
import { both, byId, el, icon } from "./dom.js";
import { filtering } from "./filters.js";
import { fold } from "./text.js";
import { palette } from "./palette.js";
import { go, now, toggled } from "./store.js";

const MOST_LINES = 60;
const MANY = 14;

function toggle(field, id, pressed, mark, words, count) {
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", value: id, "aria-pressed": String(pressed), click: () => go({ [field]: toggled(now()[field], id) }) },
      mark,
      el("span", { class: "words" }, words),
      count === null ? null : el("span", { class: "count" }, String(count)),
    ),
  );
}

function classLines(state) {
  return DATA.classes.map((entry) =>
    toggle("off", entry.id, !state.off.includes(entry.id), icon(entry.id), both(entry), entry.count),
  );
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
  return DATA.predicates.map((entry) =>
    toggle("without", entry.id, !state.without.includes(entry.id), null, both(entry), RELATED.get(entry.id) || 0),
  );
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
