// The same facts as a table: the equal of the canvas for those who can't or won't look at it.

import { DATA } from "./data.js";
import { both, button, byId, copyText, el, english, saveFile } from "./dom.js";
import { passages } from "./evidence.js";
import { COLUMNS, factRows, filterRows, sortRows, tableOf } from "./rows.js";
import { toCsv, toTsv } from "./text.js";
import { filtersChanged, go, meant, now, showNode } from "./store.js";

const PAGE = 100;
let rows = null;
let made = null;

// All rows of the selection; made anew only when the filters have changed.
function allRows() {
  const state = now();
  if (!rows || filtersChanged(state, made)) [rows, made] = [factRows(DATA, meant()), state];
  return rows;
}

export function tableRows() {
  const { find, sort } = now();
  return sortRows(filterRows(allRows(), find), sort);
}

function nameCell(node, text) {
  return node ? el("button", { type: "button", class: "thing", click: () => showNode(node) }, el("bdi", {}, text)) : el("bdi", {}, text);
}

function quoteCell(row) {
  if (!row.src.length) return el("td", {});
  const inner = el("div", {});
  const details = el("details", {}, el("summary", {}, row.quote), inner);
  // The marked passages are made when they are asked for: a table has thousands of rows.
  details.addEventListener("toggle", () => {
    if (details.open && !inner.childElementCount) inner.append(...passages({ src: row.src, rules: row.rule ? row.rule.split(" ") : [] }));
  });
  return el("td", { class: "quoted" }, details);
}

function line(row) {
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, nameCell(row.node, row.subject)),
    el("td", { class: "relation" }, row.relation),
    el("td", {}, nameCell(row.target, row.object)),
    el("td", {}, el("bdi", {}, row.district)),
    el("td", {}, row.theme),
    quoteCell(row),
    el("td", {}, row.rule),
    el("td", {}, row.file),
  );
}

function sortButton(column) {
  const { sort } = now();
  const next = sort === column.id ? `-${column.id}` : sort === `-${column.id}` ? "" : column.id;
  const arrow = sort === column.id ? " ↑" : sort === `-${column.id}` ? " ↓" : "";
  return el("button", { type: "button", value: column.id, click: () => go({ sort: next }) }, both(column), arrow);
}

function headRow() {
  const { sort } = now();
  return COLUMNS.map((column) => {
    const order = sort === column.id ? "ascending" : sort === `-${column.id}` ? "descending" : null;
    return el("th", { scope: "col", "aria-sort": order }, sortButton(column));
  });
}

let shownRows = [];
let drawn = 0;

function appendPage() {
  const next = shownRows.slice(drawn, drawn + PAGE).map(line);
  drawn += next.length;
  byId("table-body").append(...next);
  const rest = shownRows.length - drawn;
  byId("table-more").hidden = rest <= 0;
  byId("table-more").replaceChildren(...both({ zh: `再显示 ${Math.min(PAGE, rest)} 行`, en: `of ${rest} more` }));
  return next[0];
}

// On paper all rows that are meant stand, not only the first page.
export function showAllRows() {
  while (drawn < shownRows.length) appendPage();
}

function fillTable() {
  shownRows = tableRows();
  drawn = 0;
  const head = byId("table-head");
  const held = head.contains(document.activeElement) ? document.activeElement.value : null;
  head.replaceChildren(...headRow());
  if (held) [...head.querySelectorAll("button")].find((each) => each.value === held)?.focus();
  byId("table-body").replaceChildren();
  appendPage();
  const count = shownRows.length;
  byId("table-count").replaceChildren(...both({ zh: `${count} 行`, en: `${count} ${count === 1 ? "row" : "rows"}` }));
}

export function saveCsv() {
  saveFile("cppcc-kg.csv", new Blob([toCsv(tableOf(tableRows()))], { type: "text/csv;charset=utf-8" }));
}

function frameTable() {
  const box = el("input", { type: "search", class: "narrow", id: "table-find", "aria-label": "筛选行 Filter rows", placeholder: "筛选行 Filter rows" });
  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go({ find: box.value }, { replace: true }), 120);
  });
  const more = el("button", { type: "button", class: "more", id: "table-more", click: () => appendPage()?.querySelector("button")?.focus() });
  byId("table").replaceChildren(
    el("h2", {}, both({ zh: "事实表", en: "Table of facts" })),
    el("p", { class: "remark" }, "图上的每一条关系、主题、频次和数据各占一行，随左侧筛选变化。 ", english("Every fact of the canvas, one a row; follows the filters.")),
    el(
      "div",
      { class: "tools" },
      box,
      el("span", { id: "table-count", role: "status", class: "remark" }),
      button({ zh: "复制", en: "Copy" }, () => copyText(toTsv(tableOf(tableRows()))), { class: "action", id: "table-copy" }),
      button({ zh: "下载 CSV", en: "Download CSV" }, saveCsv, { class: "action" }),
    ),
    el(
      "div",
      { class: "wide", tabindex: "0", role: "region", "aria-label": "事实表 Table of facts" },
      el("table", { class: "facts-table" }, el("thead", {}, el("tr", { id: "table-head" })), el("tbody", { id: "table-body" })),
    ),
    more,
  );
}

export function drawTable() {
  if (!byId("table").childElementCount) frameTable();
  const box = byId("table-find");
  if (document.activeElement !== box) box.value = now().find;
  fillTable();
}
