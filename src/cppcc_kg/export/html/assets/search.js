// Search by label: any part of the name or of another form of it.

const MOST_HITS = 12;
const box = document.getElementById("query");
const list = document.getElementById("hits");
let hits = [];
let at = -1;

const FOLDED = NODES.map((node) => [node.label, ...(node.alt || [])].map((name) => name.toLowerCase()));

// Lower is better: begins with, contains, contained in another form.
function closeness(names, wanted) {
  if (names[0].startsWith(wanted)) return 0;
  if (names[0].includes(wanted)) return 1;
  return names.some((name) => name.includes(wanted)) ? 2 : -1;
}

function find(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  return NODES.map((node) => [closeness(FOLDED[node.id], wanted), node])
    .filter(([grade]) => grade >= 0)
    .sort(([a, x], [b, y]) => a - b || x.rank - y.rank || x.label.length - y.label.length || x.id - y.id)
    .map(([, node]) => node);
}

function hitLine(node, i) {
  const where = regionOf(node).label || "共有";
  return el(
    "li",
    { role: "option", id: `hit-${i}`, "aria-selected": "false", mousedown: (event) => take(event, i) },
    icon(node.cls),
    el("bdi", {}, shorten(node.label, 40)),
    el("span", { class: "remark" }, `${classOf(node).zh} · ${where}`),
  );
}

function showHits() {
  const found = find(box.value);
  hits = found.slice(0, MOST_HITS);
  at = -1;
  list.replaceChildren(...hits.map(hitLine));
  const asked = box.value.trim() !== "";
  if (asked && !hits.length) list.append(el("li", { class: "none" }, "没有找到 ", el("span", { lang: "en" }, "Nothing found")));
  if (found.length > hits.length) list.append(el("li", { class: "none" }, `还有 ${found.length - hits.length} 个，请多输入几个字 `, el("span", { lang: "en" }, "more: keep typing")));
  setOpen(asked);
}

function setOpen(open) {
  list.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  if (!open) box.removeAttribute("aria-activedescendant");
}

function pointAt(next) {
  if (!hits.length) return;
  if (at >= 0) list.children[at].setAttribute("aria-selected", "false");
  at = (next + hits.length) % hits.length;
  list.children[at].setAttribute("aria-selected", "true");
  list.children[at].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", `hit-${at}`);
}

function take(event, i) {
  event.preventDefault();
  const node = hits[i];
  if (!node) return;
  setOpen(false);
  box.value = shorten(node.label, 60);
  choose(node.id, { move: true });
}

box.addEventListener("input", showHits);
box.addEventListener("blur", () => setOpen(false));
box.addEventListener("keydown", (event) => {
  if (event.isComposing) return; // Enter then belongs to the input method.
  if (event.key === "ArrowDown" && list.hidden) showHits();
  else if (event.key === "ArrowDown") pointAt(at + 1);
  else if (event.key === "ArrowUp") pointAt(at < 0 ? -1 : at - 1);
  else if (event.key === "Enter") return take(event, Math.max(at, 0));
  else if (event.key === "Escape" && !list.hidden) setOpen(false);
  else return;
  event.preventDefault();
  event.stopPropagation();
});
