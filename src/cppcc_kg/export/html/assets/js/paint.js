// Painting: grounds, lines, symbols, names, from a scene and a view. The same for screen, print and pictures.

import { DATA } from "./data.js";
import { regionLabel } from "./model.js";
import { SERIF, palette } from "./palette.js";
import { createBoxes, drawName, drawNames, inkText } from "./names.js";
import { shorten } from "./text.js";

const FADED = 0.13;
const MOST_FAR_NAMES = 60;
const OUTLINES = new Map(DATA.classes.map((entry) => [entry.id, new Path2D(entry.path)]));
const DISC = new Path2D("M-1.2 0A1.2 1.2 0 1 0 1.2 0A1.2 1.2 0 1 0 -1.2 0Z");
const HEXAGON = new Path2D("M0 -1L.87 -.5L.87 .5L0 1L-.87 .5L-.87 -.5Z");

// Where things are on a canvas of this size, in CSS pixels; `ratio` is device pixels to one of them.
export function createView({ width, height, scale, middle, ratio }) {
  return {
    width,
    height,
    scale,
    ratio,
    x: (x) => (x - middle.x) * scale + width / 2,
    y: (y) => (y - middle.y) * scale + height / 2,
    layout: [ratio * scale, 0, 0, ratio * scale, ratio * (width / 2 - middle.x * scale), ratio * (height / 2 - middle.y * scale)],
    screen: [ratio, 0, 0, ratio, 0, 0],
  };
}

function drawGrounds(ctx, scene) {
  for (const region of DATA.regions) {
    ctx.fillStyle = palette().dark ? region.tone.dark : region.tone.light;
    ctx.beginPath();
    ctx.arc(region.x, region.y, region.r, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.lineWidth = 3;
  for (const number of scene.level === "nodes" ? [] : scene.open) {
    const region = DATA.regions[number];
    ctx.strokeStyle = palette().dark ? region.tone.dark_name : region.tone.light_name;
    ctx.beginPath();
    ctx.arc(region.x, region.y, region.r, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

// Names of districts above their discs, the large ones first; one that would lie over another is left out.
function drawRegionNames(ctx, view, boxes) {
  let far = 0;
  const order = [...DATA.regions.keys()].sort((a, b) => DATA.regions[b].r - DATA.regions[a].r || a - b);
  for (const number of order) {
    const region = DATA.regions[number];
    const label = shorten(regionLabel(DATA, number), 12);
    const size = Math.min(Math.max(50 * view.scale, 13), 30) * (region.shared ? 0.85 : 1);
    const half = (size * Array.from(label).length) / 2;
    const [x, y] = [view.x(region.x), view.y(region.y - region.r) - 4];
    const box = [x - half - 2, y - size, x + half + 2, y + size * 0.25];
    if (!label || x + half < 0 || y < 0 || x - half > view.width || y - size > view.height || boxes.meets(box)) continue;
    // Of thousands of small discs only some are named, until one comes nearer.
    if (region.r * view.scale < 14 && (far += 1) > MOST_FAR_NAMES) continue;
    boxes.add(box);
    ctx.font = `600 ${size}px ${SERIF}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    inkText(ctx, label, x, y, palette().dark ? region.tone.dark_name : region.tone.light_name);
  }
}

const WIDTHS = { frame: 1.6, spoke: 1, across: 1, other: 1, alike: 1 };

// Thousands of lines are a few strokes, by kind.
function drawLines(ctx, view, scene) {
  const least = 0.7 / view.scale;
  for (const kind of ["alike", "spoke", "other", "across", "frame"]) {
    const path = new Path2D();
    let thick = 0;
    for (const line of scene.lines) {
      if (line.kind !== kind || !line.lit) continue;
      if (line.count > 2) {
        thick += 1;
        continue;
      }
      path.moveTo(line.a.x, line.a.y);
      path.lineTo(line.b.x, line.b.y);
    }
    ctx.strokeStyle = palette().lines[kind];
    ctx.lineWidth = Math.max(WIDTHS[kind], least);
    ctx.stroke(path);
    if (thick) drawBundles(ctx, view, scene, kind);
  }
}

function drawBundles(ctx, view, scene, kind) {
  for (const line of scene.lines) {
    if (line.kind !== kind || !line.lit || line.count < 3) continue;
    ctx.lineWidth = Math.min(1 + Math.log2(line.count), 6) / Math.min(1, Math.max(view.scale, 0.2));
    ctx.beginPath();
    ctx.moveTo(line.a.x, line.a.y);
    ctx.lineTo(line.b.x, line.b.y);
    ctx.stroke();
  }
}

// A line from rim to rim with a small head; what is merely alike is joined by dashes, which have no direction.
function drawArrow(ctx, view, { a, b, alike }) {
  const angle = Math.atan2(b.y - a.y, b.x - a.x);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const end = [b.x - cos * (b.size * 1.3), b.y - sin * (b.size * 1.3)];
  const head = Math.min(9 / Math.min(view.scale, 1), 22);
  ctx.beginPath();
  ctx.moveTo(a.x + cos * a.size * 1.2, a.y + sin * a.size * 1.2);
  ctx.lineTo(...end);
  ctx.setLineDash(alike ? [6 / view.scale, 5 / view.scale] : []);
  ctx.stroke();
  if (alike) return;
  ctx.beginPath();
  ctx.moveTo(...end);
  ctx.lineTo(end[0] - head * cos + head * 0.45 * sin, end[1] - head * sin - head * 0.45 * cos);
  ctx.lineTo(end[0] - head * cos - head * 0.45 * sin, end[1] - head * sin + head * 0.45 * cos);
  ctx.fill();
}

function drawEmphasis(ctx, view, scene) {
  if (!scene.emphasised.length) return;
  ctx.strokeStyle = ctx.fillStyle = palette().accent;
  ctx.globalAlpha = scene.emphasised.length > 60 ? 0.35 : 0.8;
  ctx.lineWidth = Math.max(1.6, 1.2 / view.scale);
  for (const line of scene.emphasised) drawArrow(ctx, view, line);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

function colourOf(item) {
  const entry = DATA.classOf.get(item.cls);
  if (!entry || item.kind === "district") {
    const tone = DATA.regions[item.region].tone;
    return palette().dark ? tone.dark_name : tone.light_name;
  }
  return palette().dark ? entry.dark : entry.light;
}

function inSight(view, item) {
  const reach = item.size * view.scale + 4;
  const [x, y] = [view.x(item.x), view.y(item.y)];
  return x > -reach && y > -reach && x < view.width + reach && y < view.height + reach;
}

function drawSymbols(ctx, view, scene) {
  const [unit, , , , dx, dy] = view.layout;
  const draw = (item, alpha) => {
    const size = unit * item.size;
    ctx.setTransform(size, 0, 0, size, unit * item.x + dx, unit * item.y + dy);
    if (alpha === 1 && size > 5 && item.kind === "node") {
      ctx.fillStyle = palette().ground;
      ctx.fill(DISC);
    }
    ctx.globalAlpha = alpha;
    ctx.fillStyle = colourOf(item);
    ctx.fill(item.kind === "district" ? HEXAGON : OUTLINES.get(item.cls), "evenodd");
    ctx.globalAlpha = 1;
  };
  const visible = scene.items.filter((item) => inSight(view, item));
  for (const item of visible) if (!scene.lit.has(item.id)) draw(item, FADED);
  for (const item of visible) if (scene.lit.has(item.id)) draw(item, 1);
}

function drawRing(ctx, item) {
  ctx.strokeStyle = palette().accent;
  ctx.lineWidth = 3;
  ctx.beginPath();
  ctx.arc(item.x, item.y, item.size * 1.2 + 5, 0, 2 * Math.PI);
  ctx.stroke();
}

// A group says how many it holds and, if not all of them are meant, how many are.
function nameOfItem(item, scene) {
  if (item.kind === "node") return item.node.label;
  const lit = scene ? scene.lit.get(item.id) || 0 : item.degree;
  const count = lit === item.degree ? String(lit) : `${lit}/${item.degree}`;
  return item.kind === "district" ? count : `${DATA.classOf.get(item.cls).zh} ${count}`;
}

export function itemWords(item) {
  if (item.kind === "node") return `${item.node.label}，${DATA.classOf.get(item.cls).zh}，${regionLabel(DATA, item.region)}`;
  if (item.kind === "district") return `${regionLabel(DATA, item.region)}，${item.degree} 个节点 nodes`;
  return `${regionLabel(DATA, item.region)}，${nameOfItem(item)}`;
}

// `pointed` are items under the pointer or the keyboard's cursor.
export function paint(ctx, view, scene, pointed = []) {
  ctx.save();
  ctx.setTransform(...view.layout);
  ctx.lineCap = "round";
  drawGrounds(ctx, scene);
  // Many lines, or lines seen from far away, would cover all else.
  const crowd = Math.min(1, Math.sqrt(900 / Math.max(1, scene.lines.length))) * Math.min(1, Math.max(0.3, view.scale / 0.16));
  ctx.globalAlpha = (scene.faded ? 0.35 : 1) * crowd;
  drawLines(ctx, view, scene);
  ctx.globalAlpha = 1;
  drawEmphasis(ctx, view, scene);
  drawSymbols(ctx, view, scene);
  ctx.setTransform(...view.layout);
  for (const item of [scene.chosen, ...pointed]) if (item) drawRing(ctx, item);
  ctx.setTransform(...view.screen);
  const boxes = createBoxes();
  drawRegionNames(ctx, view, boxes);
  drawNames(ctx, view, scene, boxes, (item) => nameOfItem(item, scene));
  for (const item of pointed) {
    if (item !== scene.chosen) drawName(ctx, view, item, nameOfItem(item, scene), createBoxes(), { strong: true, must: true });
  }
  ctx.restore();
}
