import assert from "node:assert/strict";
import { test } from "node:test";

import { createStore, decodeState, encodeState, START, stateFrom } from "../../../../src/cppcc_kg/export/html/assets/js/state.js";
import { DATA } from "./sample.js";

test("what is as at the start is not in the URL", () => {
  assert.equal(encodeState(START), "");
  assert.deepEqual(decodeState(""), START);
  assert.deepEqual(decodeState("#"), START);
});

test("every field goes into the URL and back", () => {
  const state = {
    view: "table", node: "p1", group: ["~", "Person"], cell: ["万州区", "调查研究"], focus: "c1", depth: 3, from: "d1", to: "lone",
    off: ["Person"], without: ["serves"], district: ["万州区", "铜梁区"], theme: ["调查研究"], compare: ["铜梁区", "万州区"],
    figure: ["a,b&c=d #%", "专题调研 次"], open: ["万州区"], find: "=a&b", sort: "-quote", at: ["-12", "30", "0.51"],
  };
  assert.deepEqual(Object.keys(state).sort(), Object.keys(START).sort());
  assert.deepEqual(decodeState(`#${encodeState(state)}`), state);
  assert.deepEqual(stateFrom(DATA, `#${encodeState(state)}`), { state, dropped: false });
});

test("what the data does not have is dropped, and said", () => {
  const asked = "#node=gone&view=evil&district=万州区,没有&off=Nope&theme=x&depth=99&at=a,b,c&sort=quote&__proto__=1&constructor=2";
  const { state, dropped } = stateFrom(DATA, asked);
  assert.equal(dropped, true);
  assert.deepEqual({ ...state }, { ...START, district: ["万州区"], depth: 5, sort: "quote" });
});

test("a broken escape and a lone surrogate do no harm", () => {
  assert.equal(decodeState("#find=%E4%B8").find, "");
  assert.equal(decodeState(`#${encodeState({ ...START, find: "半\ud800个" })}`).find, "半\ufffd个");
});

test("at most four districts are compared, each once", () => {
  const many = { ...DATA, regionOf: new Map([..."abcde"].map((id, number) => [id, number])) };
  assert.deepEqual(stateFrom(many, "#compare=a,b,c,d,e").state.compare, ["a", "b", "c", "d"]);
  assert.equal(stateFrom(DATA, "#compare=万州区,铜梁区,万州区").state.compare.length, 2);
});

function place(hash = "") {
  const listeners = {};
  const log = [];
  const location = { hash, pathname: "/g.html", search: "" };
  const put = (kind) => (_state, _title, url) => {
    location.hash = url.startsWith("#") ? url : "";
    log.push([kind, url]);
  };
  return { location, log, listeners, history: { pushState: put("push"), replaceState: put("replace") }, addEventListener: (name, act) => (listeners[name] = act) };
}

test("a change is pushed once, the camera replaced, and going back tells of it", () => {
  const window = place();
  const told = [];
  const store = createStore(DATA, window, (state, before, how) => told.push([before.view, state.view, how.travelled]));
  store.go({ view: "matrix" });
  store.go({ view: "matrix" });
  store.go({ at: ["1", "2", "3"] }, { replace: true });
  assert.deepEqual(window.log, [["push", "#view=matrix"], ["replace", "#view=matrix&at=1,2,3"]]);
  window.location.hash = "";
  window.listeners.popstate();
  window.listeners.hashchange();
  assert.equal(store.get().view, "network");
  assert.deepEqual(told, [["network", "matrix", false], ["matrix", "matrix", false], ["matrix", "network", true]]);
});
