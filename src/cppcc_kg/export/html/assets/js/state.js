// What the reader has chosen. The URL's fragment is its only store, so that links, back and forward work.

export const VIEWS = ["network", "compare", "matrix", "figures", "table"];
export const MOST_COMPARED = 4;
export const DEEPEST = 5;

export const START = Object.freeze({
  view: "network",
  node: "",
  group: [],
  cell: [],
  focus: "",
  depth: 1,
  from: "",
  to: "",
  off: [],
  without: [],
  district: [],
  theme: [],
  compare: [],
  figure: [],
  open: [],
  find: "",
  sort: "",
  at: [],
});

const DEFAULTS = new Map(Object.entries(START));

function encodePart(text) {
  // A lone surrogate can be typed but not encoded.
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD"));
}

function decodePart(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function sameValue(a, b) {
  return Array.isArray(a) ? a.length === b.length && a.every((item, i) => item === b[i]) : a === b;
}

// State → fragment without "#"; what is as at the start is left out.
export function encodeState(state) {
  const parts = [];
  for (const [name, normal] of DEFAULTS) {
    const value = state[name];
    if (sameValue(value, normal)) continue;
    const text = Array.isArray(value) ? value.map((item) => encodePart(String(item))).join(",") : encodePart(String(value));
    parts.push(`${name}=${text}`);
  }
  return parts.join("&");
}

function parsed(name, text) {
  const normal = DEFAULTS.get(name);
  if (Array.isArray(normal)) return text.split(",").map(decodePart).filter(Boolean);
  if (typeof normal === "number") return Number.parseInt(text, 10);
  return decodePart(text);
}

// Fragment → state; names that are unknown are passed over.
export function decodeState(fragment) {
  const state = { ...START };
  for (const part of fragment.replace(/^#/, "").split("&")) {
    const [name, ...rest] = part.split("=");
    if (DEFAULTS.has(name)) state[name] = parsed(name, rest.join("="));
  }
  return state;
}

function sane(data, state) {
  const key = (name) => (data.byKey.has(state[name]) ? state[name] : "");
  const regions = (name) => [...new Set(state[name].filter((id) => data.regionOf.has(id)))];
  const classes = state.off.filter((cls) => data.classOf.has(cls));
  const themes = new Set(data.themes.map((theme) => theme.zh));
  const [region, kind] = state.group;
  const [place, theme] = state.cell;
  const camera = state.at.map(Number);
  return {
    ...state,
    view: VIEWS.includes(state.view) ? state.view : START.view,
    node: key("node"),
    focus: key("focus"),
    from: key("from"),
    to: key("to"),
    depth: Math.min(Math.max(state.depth || 1, 1), DEEPEST),
    off: classes,
    without: state.without.filter((name) => data.wordsOf.has(name)),
    district: regions("district"),
    compare: regions("compare").slice(0, MOST_COMPARED),
    open: regions("open"),
    theme: state.theme.filter((name) => themes.has(name)),
    group: region !== undefined && data.regionOf.has(decodeRegion(region)) && (kind === undefined || data.classOf.has(kind)) ? state.group : [],
    cell: data.regionOf.has(place) && themes.has(theme) ? state.cell : [],
    at: camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0 ? state.at : [],
  };
}

// The shared region has no name; in a list an empty item would be lost.
export function encodeRegion(id) {
  return id || "~";
}

export function decodeRegion(id) {
  return id === "~" ? "" : id;
}

// The state that a fragment names, held to what the data has, and whether anything had to be dropped.
export function stateFrom(data, fragment) {
  const wanted = decodeState(fragment);
  const state = Object.freeze(sane(data, wanted));
  return { state, dropped: encodeState(state) !== encodeState(wanted) };
}

// Keeps the state and the URL in step; `watch` is told of each change with the state before.
export function createStore(data, place, watch) {
  const first = stateFrom(data, place.location.hash);
  let current = first.state;
  const write = (replace) => {
    const text = encodeState(current);
    const url = text ? `#${text}` : place.location.pathname + place.location.search;
    if (replace) place.history.replaceState(null, "", url);
    else place.history.pushState(null, "", url);
  };
  const read = () => {
    const before = current;
    const { state, dropped } = stateFrom(data, place.location.hash);
    if (encodeState(state) === encodeState(before)) return;
    current = state;
    watch(current, before, { dropped, travelled: true });
  };
  place.addEventListener("popstate", read);
  place.addEventListener("hashchange", read);
  return {
    get: () => current,
    dropped: first.dropped,
    // `replace` is for what no one wants to step back through: the camera, a filter being typed.
    go(change, { replace = false } = {}) {
      const before = current;
      const next = Object.freeze({ ...before, ...change });
      if (encodeState(next) === encodeState(before)) return;
      current = next;
      write(replace);
      watch(current, before, { dropped: false, travelled: false });
    },
  };
}
