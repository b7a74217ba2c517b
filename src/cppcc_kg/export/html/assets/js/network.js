// The canvas: vis-network holds camera, zoom and hit test; what is seen is painted by paint.js.

import { DATA, OPTIONS } from "./data.js";
import { announce, byId } from "./dom.js";
import { darkness, narrowness, palette, stillness } from "./palette.js";
import { createView, itemWords, paint } from "./paint.js";
import { LEVEL, makeScene } from "./scene.js";
import { closeCard, go, now, showGroup, showNode, toggled } from "./store.js";

const container = byId("network");
const placed = new vis.DataSet([]);
let scene = makeScene();
let hovered = null;
let cursor = null;

// vis-network needs a shape to hit; the symbol itself is painted with all the others.
function shapeOf() {
  return ({ id }) => {
    const { size } = scene.byItem.get(id) || { size: 1 };
    return { drawNode() {}, nodeDimensions: { width: 2 * size, height: 2 * size } };
  };
}

const hitShape = shapeOf();

function place() {
  const kept = new Set(placed.getIds());
  const fresh = scene.items.filter((item) => !kept.delete(item.id));
  if (kept.size) placed.remove([...kept]);
  if (fresh.length) placed.add(fresh.map(({ id, x, y }) => ({ id, x, y, shape: "custom", ctxRenderer: hitShape })));
}

export let network = null;

const EDGE = 12;
const NAME_ROOM = 42;

export function currentView() {
  return createView({
    width: container.clientWidth,
    height: container.clientHeight,
    scale: network.getScale(),
    middle: network.getViewPosition(),
    ratio: network.canvas.pixelRatio,
  });
}

function pointed() {
  return [hovered, cursor].map((id) => scene.byItem.get(id)).filter(Boolean);
}

// A picture of what is in sight, `ratio` device pixels to one CSS pixel, on paper.
export function picture(ratio) {
  const { width, height, scale } = currentView();
  const canvas = document.createElement("canvas");
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = palette().ground;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  paint(ctx, createView({ width, height, scale, middle: network.getViewPosition(), ratio }), scene);
  return canvas;
}

// Where panels leave the canvas free, in its own pixels.
function freeArea() {
  const card = byId("card");
  const box = container.getBoundingClientRect();
  const area = { left: 0, top: 0, right: box.width, bottom: box.height };
  if (card.hidden) return area;
  const panel = card.getBoundingClientRect();
  if (narrowness.matches) area.bottom = Math.max(80, panel.top - box.top);
  else area.right = Math.max(200, panel.left - box.left);
  return area;
}

function moveTo(x, y, scale, animate) {
  const area = freeArea();
  network.moveTo({
    position: { x, y },
    scale,
    offset: { x: (area.left + area.right - container.clientWidth) / 2, y: (area.top + area.bottom - container.clientHeight) / 2 },
    animation: animate && !stillness.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false,
  });
}

export function fitTo(numbers, animate) {
  const regions = numbers.map((number) => DATA.regions[number]);
  if (!regions.length) return;
  const left = Math.min(...regions.map(({ x, r }) => x - r));
  const right = Math.max(...regions.map(({ x, r }) => x + r));
  const top = Math.min(...regions.map(({ y, r }) => y - r));
  const bottom = Math.max(...regions.map(({ y, r }) => y + r));
  const area = freeArea();
  // Names stand above the discs and keep their size on screen.
  const [width, height] = [area.right - area.left - 2 * EDGE, area.bottom - area.top - NAME_ROOM - EDGE];
  const scale = Math.min(Math.max(width, 80) / (right - left), Math.max(height, 80) / (bottom - top), 1.6);
  moveTo((left + right) / 2, (top + bottom) / 2 - (NAME_ROOM - EDGE) / 2 / scale, scale, animate);
}

export function fitAll(animate) {
  fitTo([...DATA.regions.keys()], animate);
}

// Brings nodes into sight: near if there is one, all of them if several.
function fitNodes(ids, animate) {
  const items = ids.map((id) => scene.standIn[id]);
  if (items.length === 1) {
    moveTo(items[0].x, items[0].y, Math.max(network.getScale(), 1), animate);
    return;
  }
  const xs = items.map((item) => item.x);
  const ys = items.map((item) => item.y);
  const [width, height] = [Math.max(...xs) - Math.min(...xs) + 240, Math.max(...ys) - Math.min(...ys) + 240];
  const area = freeArea();
  const scale = Math.min((area.right - area.left) / width, (area.bottom - area.top) / height, 1.2);
  moveTo((Math.max(...xs) + Math.min(...xs)) / 2, (Math.max(...ys) + Math.min(...ys)) / 2, scale, animate);
}

function visible(id) {
  const item = scene.standIn[id];
  const at = network.canvasToDOM({ x: item.x, y: item.y });
  const area = freeArea();
  return at.x > area.left + 20 && at.x < area.right - 20 && at.y > area.top + 20 && at.y < area.bottom - 20 && network.getScale() > 0.45;
}

export function bringIntoSight(id) {
  if (!visible(id)) fitNodes([id], true);
}

export function bringAll(ids) {
  if (ids.length) fitNodes(ids, true);
}

// A node that lies in a closed group is shown by opening its district.
export function openFor(node) {
  const id = DATA.regions[node.region].id;
  if (LEVEL === "nodes" || !id || scene.open.has(node.region)) return;
  go({ open: [...now().open.filter((other) => other !== id), id] }, { replace: true });
}

export function redrawScene() {
  scene = makeScene();
  place();
  network.redraw();
}

export function redrawFrame() {
  network.redraw();
}

export function zoomBy(factor) {
  const scale = Math.min(Math.max(network.getScale() * factor, 0.02), 8);
  network.moveTo({ scale, animation: stillness.matches ? false : { duration: 160, easingFunction: "linear" } });
}

function chooseItem(item) {
  if (item.kind === "node") showNode(item.node);
  else showGroup(item.region, item.kind === "group" ? item.cls : null);
}

function openItem(item) {
  const id = DATA.regions[item.region].id;
  if (item.kind !== "node" && id) go({ open: toggled(now().open, id) });
}

// The nearest item in a direction from the cursor; what lies askew counts as farther.
function nextItem(dx, dy) {
  const middle = network.getViewPosition();
  const from = scene.byItem.get(cursor) || { id: null, ...middle };
  let best = null;
  let least = Infinity;
  for (const item of scene.order) {
    const along = (item.x - from.x) * dx + (item.y - from.y) * dy;
    const askew = Math.abs((item.x - from.x) * dy) + Math.abs((item.y - from.y) * dx);
    if (item.id === from.id || along <= 0 || askew > 2 * along) continue;
    const far = along + 2 * askew;
    if (far < least) [best, least] = [item, far];
  }
  return best;
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function walk([dx, dy]) {
  const item = cursor === null && scene.chosen ? scene.chosen : nextItem(dx, dy);
  if (!item) return;
  cursor = item.id;
  const at = network.canvasToDOM({ x: item.x, y: item.y });
  const area = freeArea();
  if (at.x < area.left + 40 || at.x > area.right - 40 || at.y < area.top + 40 || at.y > area.bottom - 40) {
    moveTo(item.x, item.y, network.getScale(), true);
  }
  announce(itemWords(item));
  network.redraw();
}

function pan([dx, dy]) {
  const { x, y } = network.getViewPosition();
  const step = 120 / network.getScale();
  network.moveTo({ position: { x: x + dx * step, y: y + dy * step }, animation: false });
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  const item = scene.byItem.get(cursor);
  if (arrow && event.shiftKey) pan(arrow);
  else if (arrow) walk(arrow);
  else if (event.key === "Enter" && item) chooseItem(item);
  else if (event.key === " " && item) openItem(item);
  else if (event.key === "+" || event.key === "=") zoomBy(1.4);
  else if (event.key === "-") zoomBy(1 / 1.4);
  else if (event.key === "0") fitAll(true);
  else return;
  event.preventDefault();
}

let settling = 0;

// The camera goes into the URL when it has come to rest.
function keepCamera() {
  clearTimeout(settling);
  settling = setTimeout(() => {
    const { x, y } = network.getViewPosition();
    go({ at: [Math.round(x), Math.round(y), Number(network.getScale().toPrecision(4))].map(String) }, { replace: true });
  }, 300);
}

export function takeCamera(state) {
  if (!state.at.length) return false;
  const [x, y, scale] = state.at.map(Number);
  network.moveTo({ position: { x, y }, scale, animation: false });
  return true;
}

// To be called when all around the canvas has its size, as the camera is set for the size that it has then.
export function startNetwork() {
  place();
  network = new vis.Network(container, { nodes: placed, edges: [] }, OPTIONS);
  network.on("afterDrawing", (ctx) => paint(ctx, currentView(), scene, pointed()));
  network.once("afterDrawing", () => {
    performance.mark("cppcc-ready");
    document.documentElement.dataset.ready = "1";
  });
  network.on("click", ({ nodes }) => {
    const item = nodes.length ? scene.byItem.get(nodes[0]) : null;
    cursor = item ? item.id : null;
    if (item) chooseItem(item);
    else closeCard();
  });
  network.on("doubleClick", ({ nodes }) => nodes.length && openItem(scene.byItem.get(nodes[0])));
  network.on("hoverNode", ({ node }) => {
    hovered = node;
    container.classList.add("over");
    network.redraw();
  });
  network.on("blurNode", () => {
    hovered = null;
    container.classList.remove("over");
    network.redraw();
  });
  for (const event of ["dragEnd", "zoom", "animationFinished"]) network.on(event, keepCamera);
  container.addEventListener("keydown", onKey);
  container.addEventListener("blur", () => {
    cursor = null;
    network.redraw();
  });
  byId("zoom-in").addEventListener("click", () => zoomBy(1.4));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.4));
  byId("zoom-fit").addEventListener("click", () => fitAll(true));
  darkness.addEventListener("change", () => network.redraw());
  if (!takeCamera(now())) fitAll(false);
}
