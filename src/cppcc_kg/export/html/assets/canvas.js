// What is painted. vis-network places the nodes and draws the lines; grounds, symbols and names are drawn here, so
// that a name keeps its size on screen and none is drawn over another.

const HULL_PADDING = 46;
// From which scale on a rank is named: below the first, the names of districts have to do.
const LEAST_SCALE = [0.3, 0.3, 0.4, 0.85];
const NAME_LENGTH = [16, 12, 11, 10];

// Most important first: this order decides who gets a name when room is short.
const BY_RANK = NODES.map((node) => node.id).sort(
  (a, b) => NODES[a].rank - NODES[b].rank || NODES[b].degree - NODES[a].degree || a - b,
);

const LARGE = NODES.filter((node) => node.size >= 14);

function drawSymbol(ctx, node, alpha) {
  ctx.save();
  ctx.globalAlpha = alpha;
  ctx.translate(node.x, node.y);
  ctx.scale(node.size, node.size);
  ctx.fillStyle = palette().ground;
  ctx.beginPath();
  ctx.arc(0, 0, 1.2, 0, 2 * Math.PI);
  ctx.fill();
  ctx.fillStyle = colourOf(node);
  ctx.fill(classOf(node).outline, "evenodd");
  ctx.restore();
}

function renderNode({ ctx, id }) {
  const node = NODES[id];
  return {
    drawNode() {
      drawSymbol(ctx, node, shown(node) ? 1 : 0.1);
    },
    nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
  };
}

function traceHull(ctx, hull) {
  ctx.beginPath();
  hull.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.closePath();
}

function regionFont(scale) {
  return Math.min(Math.max(50, 17 / scale), 44 / scale);
}

// District grounds, and their names on top of each.
function drawRegions(ctx) {
  const scale = ctx.getTransform().a / (window.devicePixelRatio || 1);
  const dark = darkness.matches;
  for (const region of VIEW.regions) {
    ctx.fillStyle = ctx.strokeStyle = dark ? region.tone.dark : region.tone.light;
    ctx.lineJoin = ctx.lineCap = "round";
    ctx.lineWidth = 2 * HULL_PADDING;
    traceHull(ctx, region.hull);
    ctx.stroke();
    ctx.fill();
  }
  for (const region of VIEW.regions) {
    const size = regionFont(scale) * (region.shared ? 0.65 : 1);
    const [x, y] = region.name_at;
    ctx.font = `600 ${size}px ${SERIF}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    ctx.fillStyle = dark ? region.tone.dark_name : region.tone.light_name;
    ctx.fillText(regionName(region), x, y - 12);
  }
}

function regionName(region) {
  return region.shared ? "各区县共有" : shorten(region.label, 12);
}

// Screen coordinates for drawing names: returns how to get there from layout coordinates.
function toScreen(ctx) {
  const matrix = ctx.getTransform();
  const ratio = window.devicePixelRatio || 1;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  return {
    scale: matrix.a / ratio,
    x: (x) => (matrix.a * x + matrix.e) / ratio,
    y: (y) => (matrix.d * y + matrix.f) / ratio,
    width: ctx.canvas.width / ratio,
    height: ctx.canvas.height / ratio,
  };
}

function meets(box, others) {
  return others.some((o) => box[0] < o[2] && o[0] < box[2] && box[1] < o[3] && o[1] < box[3]);
}

function nameFont(node, strong) {
  const size = [14, 13, 12, 12][node.rank];
  return `${node.rank < 2 || strong ? 500 : 400} ${size}px ${SANS}`;
}

const widths = new Map();

function widthOf(ctx, text) {
  const key = ctx.font + text;
  if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
  return widths.get(key);
}

// Draw a node's name beside it, unless it would meet what is taken. It keeps clear of `shy` if it can.
function drawName(ctx, view, node, taken, { shy = [], strong = false, must = false } = {}) {
  const x = view.x(node.x);
  const y = view.y(node.y);
  if (x < -80 || y < -40 || x > view.width + 80 || y > view.height + 40) return;
  const text = shorten(node.label, must ? 30 : NAME_LENGTH[node.rank] * (view.scale > 1.6 ? 2 : 1));
  ctx.font = nameFont(node, strong);
  const half = widthOf(ctx, text) / 2;
  const gap = node.size * view.scale * 1.1;
  const side = half + gap + 5;
  // Below, above, right, left of the symbol: [middle of the name, top of the name].
  const spots = [[x, y + gap + 2], [x, y - gap - 19], [x + side, y - 8.5], [x - side, y - 8.5]];
  const boxes = spots.map(([cx, top]) => [cx - half - 3, top, cx + half + 3, top + 17]);
  const free = boxes.filter((candidate) => !meets(candidate, taken));
  const whole = free.filter((candidate) => candidate[0] >= 0 && candidate[2] <= view.width);
  const box = whole.find((candidate) => !meets(candidate, shy)) || whole[0] || free[0] || (must ? boxes[0] : null);
  if (!box) return;
  taken.push(box);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = palette().ground;
  ctx.strokeText(text, (box[0] + box[2]) / 2, box[1] + 8.5);
  ctx.fillStyle = palette().ink;
  ctx.fillText(text, (box[0] + box[2]) / 2, box[1] + 8.5);
}

function regionBoxes(ctx, view) {
  return VIEW.regions.map((region) => {
    const size = regionFont(view.scale) * view.scale * (region.shared ? 0.65 : 1);
    const half = (size * Array.from(regionName(region)).length) / 2;
    const x = view.x(region.name_at[0]);
    const y = view.y(region.name_at[1] - 12);
    return [x - half, y - size, x + half, y + size * 0.2];
  });
}

function symbolBox(view, node) {
  const reach = node.size * view.scale;
  const [x, y] = [view.x(node.x), view.y(node.y)];
  return [x - reach, y - reach, x + reach, y + reach];
}

function drawNames(ctx) {
  ctx.save();
  const view = toScreen(ctx);
  // Large symbols stay free of names. Leading names may cover lesser ones if there is no other room; keeping the
  // small ones free as well would leave no room for any name.
  const lesser = LARGE.filter((node) => node.rank > 1).map((node) => symbolBox(view, node));
  const taken = [...regionBoxes(ctx, view), ...LARGE.filter((node) => node.rank < 2).map((node) => symbolBox(view, node))];
  let shy = lesser;
  for (const id of BY_RANK) {
    const node = NODES[id];
    if (view.scale < LEAST_SCALE[node.rank]) break;
    if (node.rank > 1 && shy.length) {
      taken.push(...lesser);
      shy = [];
    }
    if (shown(node)) drawName(ctx, view, node, taken, { shy });
  }
  ctx.restore();
}

// A line from rim to rim with a small head, in layout coordinates.
function drawArrow(ctx, from, to, width) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const end = [to.x - cos * (to.size * 1.3), to.y - sin * (to.size * 1.3)];
  const head = 9;
  ctx.lineWidth = width;
  ctx.beginPath();
  ctx.moveTo(from.x + cos * from.size * 1.2, from.y + sin * from.size * 1.2);
  ctx.lineTo(...end);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(...end);
  ctx.lineTo(end[0] - head * cos + head * 0.45 * sin, end[1] - head * sin - head * 0.45 * cos);
  ctx.lineTo(end[0] - head * cos - head * 0.45 * sin, end[1] - head * sin + head * 0.45 * cos);
  ctx.fill();
}

// Fade all, then draw the chosen node and its neighbours again on top.
function drawChosen(ctx) {
  const chosen = NODES[state.selected];
  const edges = AROUND[chosen.id].filter((edge) => shown(NODES[edge.from]) && shown(NODES[edge.to]));
  const nodes = [...new Set([chosen.id, ...edges.flatMap((edge) => [edge.from, edge.to])])].map((id) => NODES[id]);
  const dpr = window.devicePixelRatio || 1;
  ctx.save();
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.globalAlpha = 0.72;
  ctx.fillStyle = palette().ground;
  ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.restore();
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = palette().accent;
  ctx.globalAlpha = edges.length > 60 ? 0.35 : 0.8;
  for (const edge of edges) if (edge.from !== edge.to) drawArrow(ctx, NODES[edge.from], NODES[edge.to], 1.6);
  ctx.restore();
  for (const node of nodes) drawSymbol(ctx, node, 1);
  drawRing(ctx, chosen);
  ctx.save();
  const view = toScreen(ctx);
  const taken = nodes.map((node) => symbolBox(view, node));
  drawName(ctx, view, chosen, taken, { strong: true, must: true });
  nodes.sort((a, b) => BY_RANK_PLACE[a.id] - BY_RANK_PLACE[b.id]);
  for (const node of nodes) if (node !== chosen) drawName(ctx, view, node, taken);
  ctx.restore();
}

const BY_RANK_PLACE = [];
BY_RANK.forEach((id, place) => (BY_RANK_PLACE[id] = place));

function drawRing(ctx, node) {
  ctx.save();
  ctx.strokeStyle = palette().accent;
  ctx.lineWidth = 3;
  ctx.beginPath();
  ctx.arc(node.x, node.y, node.size * 1.2 + 5, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.restore();
}

function drawOver(ctx) {
  if (state.selected === null) drawNames(ctx);
  else drawChosen(ctx);
  const hovered = NODES[state.hovered];
  if (hovered && state.hovered !== state.selected) {
    drawRing(ctx, hovered);
    ctx.save();
    drawName(ctx, toScreen(ctx), hovered, [], { strong: true, must: true });
    ctx.restore();
  }
}

function edgeLooks(edge) {
  const visible = shown(NODES[edge.from]) && shown(NODES[edge.to]);
  return {
    id: edge.id,
    color: { color: palette().edges[edge.kind], inherit: false },
    hidden: !visible,
  };
}
