// A box that suggests nodes as one types (WAI-ARIA combobox with a list).

import { DATA } from "./data.js";
import { both, el, icon } from "./dom.js";
import { finder } from "./find.js";
import { regionLabel } from "./model.js";
import { shorten } from "./text.js";

const MOST_HITS = 12;
const findNodes = finder(DATA);

export function bestNode(text) {
  return findNodes(text)[0];
}

// Wires an input and its list; `take` is called with the node that was chosen.
export function suggest(input, list, take) {
  let hits = [];
  let at = -1;

  function setOpen(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) input.removeAttribute("aria-activedescendant");
  }

  function choose(number) {
    const node = hits[number];
    if (!node) return;
    setOpen(false);
    input.value = shorten(node.label, 60);
    take(node);
  }

  function hitLine(node, number) {
    return el(
      "li",
      {
        role: "option", id: `${list.id}-${number}`, "aria-selected": "false",
        mousedown: (event) => {
          event.preventDefault();
          choose(number);
        },
      },
      icon(node.cls),
      el("bdi", {}, shorten(node.label, 40)),
      el("span", { class: "remark" }, `${DATA.classOf.get(node.cls).zh} · ${shorten(regionLabel(DATA, node.region), 12)}`),
    );
  }

  function show() {
    const found = findNodes(input.value);
    const asked = input.value.trim() !== "";
    hits = found.slice(0, MOST_HITS);
    at = -1;
    const rest = found.length - hits.length;
    const note = !hits.length ? { zh: "没有找到", en: "Nothing found" } : { zh: `还有 ${rest} 个，请多输入几个字`, en: "more: keep typing" };
    const last = asked && (!hits.length || rest) ? el("li", { class: "none", role: "option", "aria-disabled": "true" }, both(note)) : "";
    list.replaceChildren(...hits.map(hitLine), last);
    setOpen(asked);
  }

  function pointAt(next) {
    if (!hits.length) return;
    if (at >= 0) list.children[at].setAttribute("aria-selected", "false");
    at = (next + hits.length) % hits.length;
    list.children[at].setAttribute("aria-selected", "true");
    list.children[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  }

  input.addEventListener("input", show);
  input.addEventListener("blur", () => setOpen(false));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter then belongs to the input method.
    if (event.key === "ArrowDown" && list.hidden) show();
    else if (event.key === "ArrowDown") pointAt(at + 1);
    else if (event.key === "ArrowUp") pointAt(at < 0 ? -1 : at - 1);
    else if (event.key === "Enter") choose(Math.max(at, 0));
    else if (event.key === "Escape" && !list.hidden) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
