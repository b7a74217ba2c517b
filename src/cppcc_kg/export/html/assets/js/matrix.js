// Districts by themes: how many things, as a table whose cells open their quotes.

import { DATA } from "./data.js";
import { both, byId, el, english } from "./dom.js";
import { matrixOf } from "./comparing.js";
import { now, showCell } from "./store.js";

const HEATS = 5;
const FIRST_DISTRICTS = 100;

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

// Square roots, so that a few full cells don't make all others look empty.
function heat(count, most) {
  return count ? Math.max(1, Math.ceil(HEATS * Math.sqrt(count / most))) : 0;
}

function cell(number, theme, count, most) {
  if (!count) return el("td", { class: "heat h0" }, "");
  const name = `${DATA.regions[number].label} ${theme} ${count} 项`;
  return el(
    "td",
    { class: `heat h${heat(count, most)}` },
    el("button", { type: "button", "aria-label": name, value: JSON.stringify([DATA.regions[number].id, theme]), click: () => showCell(number, theme) }, String(count)),
  );
}

// Shows which cell is on the card.
export function markCell() {
  const chosen = JSON.stringify(now().cell);
  for (const each of byId("matrix").querySelectorAll("button")) each.setAttribute("aria-pressed", String(each.value === chosen));
}

// The districts that the filters name, or all.
function rowsShown() {
  const { district } = now();
  return district.length ? district.map((id) => DATA.regionOf.get(id)) : DATA.districts;
}

export function drawMatrix() {
  const regions = rowsShown().slice(0, FIRST_DISTRICTS);
  const left = rowsShown().length - regions.length;
  const counts = matrixOf(DATA, regions);
  const totals = DATA.themes.map((_, column) => sum(counts.map((row) => row[column])));
  const most = Math.max(1, ...counts.flat());
  const head = DATA.themes.map((theme) => el("th", { scope: "col", class: "tall" }, el("span", {}, theme.zh)));
  const body = regions.map((number, i) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, el("bdi", {}, DATA.regions[number].label)),
      DATA.themes.map((theme, column) => cell(number, theme.zh, counts[i][column], most)),
      el("td", { class: "total" }, String(sum(counts[i]))),
    ),
  );
  const foot = el("tr", {}, el("th", { scope: "row" }, both({ zh: "合计", en: "All" })), totals.map((total) => el("td", { class: "total" }, String(total))), el("td", { class: "total" }, String(sum(totals))));
  const scale = Array.from({ length: HEATS }, (_, i) => el("span", { class: `heat h${i + 1}`, "aria-hidden": "true" }));
  byId("matrix").replaceChildren(
    el("h2", {}, both({ zh: "区县 × 主题", en: "Districts by themes" })),
    el("p", { class: "remark" }, "每格是该区县在该主题下的条目数，点开看原文。 ", english("Each cell counts a district's items under a theme; open it to read the sources.")),
    el("p", { class: "scale" }, both({ zh: "少", en: "few" }), scale, both({ zh: "多", en: "many" })),
    left > 0 ? el("p", { class: "remark" }, both({ zh: `另有 ${left} 个区县，请用左侧筛选。`, en: `${left} more districts: narrow them by the filters.` })) : "",
    el(
      "div",
      { class: "wide", tabindex: "0", role: "region", "aria-label": "矩阵表 Matrix table" },
      el("table", { class: "matrix" }, el("thead", {}, el("tr", {}, el("td", {}), head, el("th", { scope: "col", class: "tall" }, el("span", {}, "合计")))), el("tbody", {}, body, foot)),
    ),
  );
  markCell();
}
