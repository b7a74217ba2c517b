// Elements, by text nodes and attributes alone: nothing here parses markup.

import { DATA } from "./data.js";
import { palette } from "./palette.js";

const SVG = "http://www.w3.org/2000/svg";

export function byId(id) {
  return document.getElementById(id);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== "" && child !== false));
  return element;
}

// An element with attributes, listeners (functions) and children (elements or text).
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

export function english(text) {
  return el("span", { lang: "en" }, text);
}

export function both(words) {
  return words.en && words.en !== words.zh ? [words.zh, " ", english(words.en)] : [words.zh];
}

export function button(words, click, attributes = {}) {
  return el("button", { type: "button", click, ...attributes }, both(words));
}

// The class's outline as a small picture beside words that name it.
export function icon(cls) {
  const entry = DATA.classOf.get(cls);
  const path = svg("path", { d: entry.path, "fill-rule": "evenodd", fill: palette().dark ? entry.dark : entry.light });
  return svg("svg", { viewBox: "-1.2 -1.2 2.4 2.4", "aria-hidden": "true", class: "icon" }, path);
}

let speech = 0;

// Said by screen readers, seen by nobody.
export function announce(text) {
  clearTimeout(speech);
  speech = setTimeout(() => (byId("said").textContent = text), 80);
}

let fading = 0;

// Said and shown for a moment.
export function notify(zh, en) {
  const toast = byId("toast");
  toast.replaceChildren(...both({ zh, en }));
  toast.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => (toast.hidden = true), 4000);
}

function copyByHand(text) {
  const area = el("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" });
  area.value = text;
  document.body.append(area);
  const before = document.activeElement;
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (before) before.focus();
  return done;
}

export async function copyText(text) {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    done = copyByHand(text);
  }
  if (done) notify("已复制", "Copied");
  else notify("浏览器不许复制", "The browser refused to copy");
}

export function saveFile(name, blob) {
  const address = URL.createObjectURL(blob);
  const anchor = el("a", { href: address, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// Long lists begin with a few lines; the rest follows on demand.
export function listing(items, line, first, attributes = {}) {
  const list = el("ul", attributes, items.slice(0, first).map(line));
  let at = Math.min(first, items.length);
  if (at >= items.length) return [list];
  const label = () => both({ zh: `再显示 ${Math.min(100, items.length - at)} 条`, en: `of ${items.length - at} more` });
  const more = el("button", { type: "button", class: "more" }, label());
  more.addEventListener("click", () => {
    const lines = items.slice(at, at + 100).map(line);
    at += lines.length;
    list.append(...lines);
    if (at >= items.length) more.remove();
    else more.replaceChildren(...label());
    const target = lines[0].querySelector("button");
    if (target) target.focus();
  });
  return [list, more];
}
