// Two to four districts side by side: what they share, then theme by theme what each does.

import { DATA } from "./data.js";
import { both, byId, el, english, icon, listing } from "./dom.js";
import { inCommon, thingsOf } from "./comparing.js";
import { nodeLink } from "./evidence.js";
import { NOTHING, frequencies, spokenFrequency } from "./model.js";
import { fold, shorten } from "./text.js";
import { MOST_COMPARED } from "./state.js";
import { go, now, showNode, toggled } from "./store.js";

const FIRST_THINGS = 6;
const FIRST_SHARED = 8;
const MOST_CHOICES = 80;
const UNASKED = 3;

// Without a choice, the districts of which most is known.
export function comparedRegions(state) {
  const chosen = state.compare.map((id) => DATA.regionOf.get(id));
  if (chosen.length) return chosen;
  return [...DATA.districts].sort((a, b) => DATA.regions[b].size - DATA.regions[a].size || a - b).slice(0, UNASKED);
}

let sought = "";

function choices(chosen) {
  const rest = DATA.districts.filter((number) => !chosen.includes(number) && fold(DATA.regions[number].label || "").includes(fold(sought)));
  return [...chosen, ...rest].slice(0, MOST_CHOICES);
}

function choice(number, chosen) {
  const region = DATA.regions[number];
  const on = chosen.includes(number);
  const ids = chosen.map((other) => DATA.regions[other].id);
  const full = !on && chosen.length >= MOST_COMPARED;
  return el(
    "button",
    { type: "button", class: "chip", value: region.id, "aria-pressed": String(on), disabled: full, click: () => go({ compare: toggled(ids, region.id) }) },
    region.label,
  );
}

function remarkOf(node) {
  return [...frequencies(node).map(spokenFrequency), ...(node.figures || NOTHING).slice(0, 2).map((figure) => figure.text)].join(" · ");
}

// Things that another of the districts has too, by name or campaign, or has one like.
function badges(common, regions) {
  const ties = new Set(common.ties.map((tie) => tie.node.label));
  const tied = regions.flatMap((number) => DATA.members[number]).filter((id) => ties.has(DATA.nodes[id].label));
  const named = common.names.flatMap((group) => group.nodes.map((node) => node.id));
  const found = new Map(common.likes.flatMap((group) => group.nodes.map((node) => [node.id, { zh: "同类", en: "similar" }])));
  for (const id of [...tied, ...named]) found.set(id, { zh: "共有", en: "shared" });
  return found;
}

function thing(shared) {
  return (node) => {
    const remark = remarkOf(node);
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "thing", click: () => showNode(node) },
        icon(node.cls),
        el("bdi", {}, shorten(node.label, 60)),
        shared.has(node.id) ? el("span", { class: "same" }, both(shared.get(node.id))) : null,
        remark ? el("span", { class: "remark" }, remark) : null,
      ),
    );
  };
}

// A tick, or the district's own work under the campaign, if the graph names it.
function tick(tie, number) {
  if (!tie.regions.includes(number)) return "";
  const own = DATA.around[tie.node.id].map((edge) => DATA.nodes[edge.from]).find((node) => node.region === number && node !== tie.node);
  return own ? el("button", { type: "button", class: "thing", click: () => showNode(own) }, icon(own.cls), el("bdi", {}, shorten(own.label, 40))) : "●";
}

function sharedRows(common, regions) {
  const ties = common.ties.map((tie) => [el("th", { scope: "row" }, nodeLink(tie.node)), regions.map((number) => el("td", {}, tick(tie, number)))]);
  const names = common.names.map((group) => [
    el("th", { scope: "row" }, el("span", { class: "thing" }, icon(group.nodes[0].cls), el("bdi", {}, group.nodes[0].label))),
    regions.map((number) => {
      const own = group.nodes.find((node) => node.region === number);
      return el("td", {}, own ? el("button", { type: "button", class: "thing", click: () => showNode(own) }, icon(own.cls), el("bdi", {}, shorten(own.label, 40))) : "");
    }),
  ]);
  const likes = common.likes.map(({ nodes, edge }) => [
    el("th", { scope: "row" }, both({ zh: "同类做法", en: "similar" }), edge.score ? el("span", { class: "count" }, ` ${edge.score}`) : null),
    regions.map((number) => el("td", {}, nodes.filter((node) => node.region === number).map((node) => nodeLink(node)))),
  ]);
  return [...ties, ...names, ...likes].map((cells) => el("tr", {}, cells.flat()));
}

function heads(regions) {
  return regions.map((number) => el("th", { scope: "col" }, el("bdi", {}, DATA.regions[number].label)));
}

function sharedTable(common, regions) {
  const rows = sharedRows(common, regions);
  if (!rows.length) return el("p", { class: "remark" }, both({ zh: "这几个区县没有共有的活动、同名或同类的做法。", en: "They share no campaign, name or similar practice." }));
  const body = el("tbody", {}, rows.slice(0, FIRST_SHARED));
  const table = el("table", { class: "compare" }, el("thead", {}, el("tr", {}, el("td", {}), heads(regions))), body);
  if (rows.length <= FIRST_SHARED) return table;
  const more = el("button", { type: "button", class: "more" }, both({ zh: `再显示 ${rows.length - FIRST_SHARED} 行`, en: "more rows" }));
  more.addEventListener("click", () => {
    body.append(...rows.slice(FIRST_SHARED));
    more.remove();
  });
  return [table, more];
}

function themeTable(common, regions) {
  const shared = badges(common, regions);
  const rows = DATA.themes.map((theme) => {
    const cells = regions.map((number) => thingsOf(DATA, number, theme.zh));
    if (!cells.some((things) => things.length)) return null;
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, theme.zh, el("br"), english(theme.en || "")),
      cells.map((things) => el("td", {}, things.length ? listing(things, thing(shared), FIRST_THINGS, { class: "things" }) : el("span", { class: "remark" }, "—"))),
    );
  });
  return el(
    "table",
    { class: "compare" },
    el("caption", {}, both({ zh: "各主题之下各做什么", en: "What each does, by theme" })),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, both({ zh: "主题", en: "Theme" })), heads(regions))),
    el("tbody", {}, rows.filter(Boolean)),
  );
}

export function drawCompare() {
  const regions = comparedRegions(now());
  const common = inCommon(DATA, regions);
  const picker = el("div", { class: "chips", role: "group", "aria-label": "对照的区县 Districts compared" });
  const fill = () => picker.replaceChildren(...choices(regions).map((number) => choice(number, regions)));
  const box = el("input", { type: "search", class: "narrow", "aria-label": "找区县 Find a district", placeholder: "找区县 Find", hidden: DATA.districts.length < 14 });
  box.value = sought;
  box.addEventListener("input", () => {
    sought = box.value;
    fill();
  });
  fill();
  byId("compare").replaceChildren(
    el("h2", {}, both({ zh: "区县对照", en: "Districts side by side" })),
    el("p", { class: "remark" }, both({ zh: "选二至四个区县。", en: "Choose two to four." })),
    box,
    picker,
    el("h3", {}, both({ zh: "共有的", en: "What they share" })),
    ...[sharedTable(common, regions)].flat(),
    themeTable(common, regions),
  );
}
