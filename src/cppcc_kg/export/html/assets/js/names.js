// Names on the canvas: each keeps its size on screen, and none is drawn over another.

import { SANS, palette } from "./palette.js";
import { shorten } from "./text.js";

// From which scale on a rank is named: below the first, the names of districts have to do.
const LEAST_SCALE = [0.22, 0.22, 0.34, 0.7];
const NAME_LENGTH = [16, 12, 11, 10];
const LINE = 17;
const CELL = 64;
// Names are tried for no more items than this in a frame.
const MOST_TRIED = 1500;

// Boxes by the squares of a coarse grid that they touch.
export function createBoxes() {
  const cells = new Map();
  function touched([left, top, right, bottom]) {
    const names = [];
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) names.push(x * 100_003 + y);
    }
    return names;
  }
  return {
    add(box) {
      for (const name of touched(box)) {
        if (cells.has(name)) cells.get(name).push(box);
        else cells.set(name, [box]);
      }
    },
    meets(box) {
      return touched(box).some((name) =>
        (cells.get(name) || []).some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]),
      );
    },
  };
}

const widths = new Map();

function widthOf(ctx, text) {
  const name = `${ctx.font} ${text}`;
  let width = widths.get(name);
  if (width === undefined) {
    if (widths.size > 20_000) widths.clear();
    width = ctx.measureText(text).width;
    widths.set(name, width);
  }
  return width;
}

function fontOf(item, strong) {
  if (strong) return `600 14px ${SANS}`;
  return item.rank < 1 ? `600 13px ${SANS}` : item.rank < 2 ? `500 12.5px ${SANS}` : `400 12px ${SANS}`;
}

export function inkText(ctx, text, x, y, colour) {
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = palette().ground;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

function symbolBox(view, item) {
  const reach = item.size * view.scale;
  const [x, y] = [view.x(item.x), view.y(item.y)];
  return [x - reach, y - reach, x + reach, y + reach];
}

// One name at the first free place below, above, right or left of its symbol; not drawn if there is none, unless it must.
export function drawName(ctx, view, item, text, boxes, { strong = false, must = false } = {}) {
  const [x, y] = [view.x(item.x), view.y(item.y)];
  if (x < -80 || y < -40 || x > view.width + 80 || y > view.height + 40) return;
  const longest = NAME_LENGTH[item.rank] * (view.scale > 1.6 ? 2 : 1);
  const words = shorten(text, must ? 30 : longest);
  ctx.font = fontOf(item, strong);
  const half = widthOf(ctx, words) / 2;
  const gap = item.size * view.scale * 1.1;
  const side = half + gap + 5;
  const spots = [[x, y + gap + 2], [x, y - gap - LINE - 2], [x + side, y - LINE / 2], [x - side, y - LINE / 2]];
  const tried = spots.map(([middle, top]) => [middle - half - 3, top, middle + half + 3, top + LINE]);
  const free = tried.filter((box) => !boxes.meets(box));
  // A name cut by the edge is worse than none.
  const box = free.find(([left, , right]) => left >= 0 && right <= view.width) || (must ? free[0] || tried[0] : null);
  if (!box) return;
  boxes.add(box);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  inkText(ctx, words, (box[0] + box[2]) / 2, box[1] + LINE / 2, palette().ink);
}

function tooSmall(view, scene, item) {
  if (item.kind !== "node") return item.size * view.scale < 5;
  return view.scale < LEAST_SCALE[scene.faded ? Math.min(item.rank, 1) : item.rank];
}

// Names of what is lit, by rank. Symbols of a rank keep free what leading names may still cover: keeping all free from
// the start would leave no room for any name.
export function drawNames(ctx, view, scene, boxes, nameOf) {
  const marked = [[], [], [], []];
  for (const item of scene.order) marked[item.rank].push(item);
  for (const item of [...marked[0], ...marked[1]]) boxes.add(symbolBox(view, item));
  if (scene.chosen) {
    boxes.add(symbolBox(view, scene.chosen));
    drawName(ctx, view, scene.chosen, nameOf(scene.chosen), boxes, { strong: true, must: true });
  }
  let tried = 0;
  for (const items of marked) {
    for (const item of items) {
      if (tooSmall(view, scene, item) || item === scene.chosen || (tried += 1) > MOST_TRIED) continue;
      drawName(ctx, view, item, nameOf(item), boxes);
    }
    if (items === marked[1]) for (const item of marked[2]) if (item.size * view.scale > 6) boxes.add(symbolBox(view, item));
  }
}
