// Passages as cards show them: the sentence with what was read marked, and what vouches for it.

import { DATA } from "./data.js";
import { both, button, copyText, el, english, icon } from "./dom.js";
import { citation } from "./citation.js";
import { NOTHING, regionLabel } from "./model.js";
import { showNode } from "./store.js";
import { webAddress } from "./text.js";

const FIRST_PASSAGES = 3;

export function quoteLine(number) {
  const pieces = (DATA.sources[number].text || NOTHING).map((text, i) => (i % 2 ? el("mark", {}, text) : text));
  return el("p", { class: "quote" }, pieces);
}

function originLine(number) {
  const source = DATA.sources[number];
  const file = DATA.documents[source.doc];
  const article = source.article === undefined ? {} : DATA.articles[source.article];
  const address = webAddress(file.url || "");
  const link = address && el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, "网页 ", english("web page"));
  const title = article.title || file.title;
  return [
    title ? el("cite", {}, title) : null,
    el("span", { class: "doc" }, file.file || ""),
    el("span", { class: "span", title: "字符位置 code points" }, `[${source.begin || 0}, ${source.end})`),
    DATA.links && el("a", { href: `${DATA.links.read}?document=${encodeURIComponent(file.file || "")}&begin=${source.begin || 0}&end=${source.end}#here` }, "读原文 ", english("read in place")),
    link || (file.url ? el("span", { class: "doc" }, file.url) : null),
  ];
}

function ruleNames(rules) {
  return (rules || NOTHING).map((rule) => el("code", { class: "rule", title: "规则 rule" }, rule));
}

export function passage(number, rules) {
  return el(
    "blockquote",
    {},
    quoteLine(number),
    el(
      "p",
      { class: "place" },
      originLine(number),
      ruleNames(rules),
      button({ zh: "引用", en: "cite" }, () => copyText(citation(DATA, number)), { class: "cite" }),
    ),
  );
}

// All passages of a fact, the first few at once.
export function passages(item) {
  const blocks = (item.src || NOTHING).map((number) => passage(number, item.rules));
  if (blocks.length > FIRST_PASSAGES + 1) {
    const rest = blocks.splice(FIRST_PASSAGES);
    const more = button({ zh: `再显示 ${rest.length} 处`, en: `${rest.length} more` }, () => more.replaceWith(...rest), { class: "more" });
    return [...blocks, more];
  }
  if (blocks.length) return blocks;
  return item.rules ? [el("p", { class: "place" }, ruleNames(item.rules))] : [];
}

export function nodeLink(node, { where = false } = {}) {
  return el(
    "button",
    { type: "button", class: "link", click: () => showNode(node) },
    icon(node.cls),
    el("bdi", {}, node.label),
    where ? el("span", { class: "remark" }, regionLabel(DATA, node.region)) : null,
  );
}

export function section(words, ...children) {
  return el("section", {}, el("h3", {}, both(words)), children);
}
