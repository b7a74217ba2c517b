// Puts the page together and keeps its parts in step.

const container = document.getElementById("network");
const edgeSet = new vis.DataSet(
  EDGES.map((edge) => ({ from: edge.from, to: edge.to, width: edge.kind === "frame" ? 1.6 : 1, ...edgeLooks(edge) })),
);
const nodeSet = NODES.map((node) => ({ id: node.id, x: node.x, y: node.y, shape: "custom", ctxRenderer: renderNode }));
const network = new vis.Network(container, { nodes: nodeSet, edges: edgeSet }, JSON.parse(DATA.options));

// Where panels leave the network free, in pixels of the window.
function freeArea() {
  const card = document.getElementById("card");
  const area = { left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight };
  if (narrowness.matches) {
    area.top = document.getElementById("bar").getBoundingClientRect().bottom;
    if (!card.hidden) area.bottom = card.getBoundingClientRect().top;
  } else {
    area.left = document.getElementById("bar").getBoundingClientRect().right;
    if (!card.hidden) area.right = card.getBoundingClientRect().left;
  }
  return area;
}

function moveTo(x, y, scale, animate) {
  const area = freeArea();
  network.moveTo({
    position: { x, y },
    scale,
    offset: {
      x: (area.left + area.right - window.innerWidth) / 2,
      y: (area.top + area.bottom - window.innerHeight) / 2,
    },
    animation: animate && !stillness.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false,
  });
}

function boundsOf(regions) {
  const corners = regions.flatMap((region) => [...region.hull, [region.name_at[0], region.name_at[1] - 70]]);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs) - 60, Math.min(...ys) - 30, Math.max(...xs) + 60, Math.max(...ys) + 60];
}

function fitTo(regions, animate) {
  if (!regions.length) return;
  const [left, top, right, bottom] = boundsOf(regions);
  const area = freeArea();
  const scale = Math.min((area.right - area.left) / (right - left), (area.bottom - area.top) / (bottom - top), 1.6);
  moveTo((left + right) / 2, (top + bottom) / 2, scale, animate);
}

// Open a node's card (null closes it); `move` also brings the node into sight.
let cameFrom = null;
function choose(id, { move = false } = {}) {
  const fresh = state.selected === null;
  state.selected = id;
  if (id === null) {
    hideCard();
    if (cameFrom && cameFrom.isConnected) cameFrom.focus();
    cameFrom = null;
  } else {
    if (fresh) cameFrom = document.activeElement;
    const node = NODES[id];
    fillCard(node);
    setLegend(false);
    document.getElementById("card-title").focus({ preventScroll: true });
    if (move) moveTo(node.x, node.y, Math.max(network.getScale(), 1), true);
  }
  network.redraw();
}

function toggleClass(cls) {
  if (!state.off.delete(cls)) state.off.add(cls);
  refreshClasses();
}

function refreshClasses() {
  for (const button of document.querySelectorAll("#classes button")) {
    button.setAttribute("aria-pressed", String(!state.off.has(button.value)));
  }
  document.getElementById("all").hidden = !state.off.size;
  edgeSet.update(EDGES.map(edgeLooks));
  network.redraw();
}

function legendLine(entry) {
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", value: entry.id, "aria-pressed": String(!state.off.has(entry.id)), click: () => toggleClass(entry.id) },
      icon(entry.id),
      el("span", { class: "words" }, ...both(entry)),
      el("span", { class: "count" }, String(entry.count)),
    ),
  );
}

function regionLine(region) {
  const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
  const tone = region.tone;
  swatch.style.backgroundColor = darkness.matches ? tone.dark : tone.light;
  swatch.style.borderColor = darkness.matches ? tone.dark_name : tone.light_name;
  const name = region.shared ? [...both({ zh: "各区县共有", en: "Shared" })] : [el("bdi", {}, region.label)];
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", click: () => fitTo([region], true) },
      swatch,
      el("span", { class: "words" }, ...name),
      el("span", { class: "count" }, String(region.size)),
    ),
  );
}

function fillLegend() {
  document.getElementById("classes").replaceChildren(...VIEW.classes.map(legendLine));
  document.getElementById("regions").replaceChildren(...VIEW.regions.map(regionLine));
}

function setLegend(open) {
  document.getElementById("legend").classList.toggle("open", open);
  document.getElementById("legend-toggle").setAttribute("aria-expanded", String(open));
}

function fillCounts() {
  const districts = VIEW.regions.filter((region) => !region.shared).length;
  const numbers = [
    [districts, "个区县", "district"],
    [NODES.length, "个节点", "node"],
    [EDGES.length, "条关系", "fact"],
    [VIEW.measures, "项数据", "figure"],
  ];
  const zh = numbers.map(([n, word]) => el("span", {}, `${n} ${word}`));
  const en = numbers.map(([n, , word]) => `${n} ${word}${n === 1 ? "" : "s"}`).join(", ");
  document.getElementById("counts").replaceChildren(...zh, el("span", { lang: "en" }, en));
}

function zoomBy(factor) {
  network.moveTo({
    scale: network.getScale() * factor,
    animation: stillness.matches ? false : { duration: 160, easingFunction: "linear" },
  });
}

function recolour() {
  fillLegend();
  edgeSet.update(EDGES.map(edgeLooks));
  if (state.selected !== null) fillCard(NODES[state.selected]);
  network.redraw();
}

network.on("beforeDrawing", drawRegions);
network.on("afterDrawing", drawOver);
network.once("afterDrawing", () => (document.documentElement.dataset.ready = "1"));
network.on("click", ({ nodes }) => choose(nodes.length ? nodes[0] : null));
network.on("hoverNode", ({ node }) => {
  state.hovered = node;
  container.classList.add("over");
  network.redraw();
});
network.on("blurNode", () => {
  state.hovered = null;
  container.classList.remove("over");
  network.redraw();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (state.selected !== null) choose(null);
  else setLegend(false);
});
document.getElementById("legend-toggle").addEventListener("click", () => {
  setLegend(!document.getElementById("legend").classList.contains("open"));
});
document.getElementById("all").addEventListener("click", () => {
  state.off.clear();
  refreshClasses();
});
document.getElementById("zoom-in").addEventListener("click", () => zoomBy(1.4));
document.getElementById("zoom-out").addEventListener("click", () => zoomBy(1 / 1.4));
document.getElementById("zoom-fit").addEventListener("click", () => fitTo(VIEW.regions, true));
darkness.addEventListener("change", recolour);
// The legend stands below the bar, whose height depends on the title and on the reader's fonts.
new ResizeObserver(() => {
  document.documentElement.style.setProperty("--bar", `${document.getElementById("bar").offsetHeight}px`);
}).observe(document.getElementById("bar"));

fillCounts();
fillLegend();
fitTo(VIEW.regions, false);
