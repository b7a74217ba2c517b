import assert from "node:assert/strict";
import { test } from "node:test";

import { finder, spelled } from "../../../../src/cppcc_kg/export/html/assets/js/find.js";
import { DATA, RAW } from "./sample.js";

const find = finder(DATA);
const labels = (text) => find(text).map((node) => node.label);

test("a name is found by its hanzi, from the start before further on", () => {
  assert.deepEqual(labels("万州"), ["万州区政协", "重庆万州区"]);
  assert.deepEqual(labels("没有"), []);
  assert.deepEqual(labels("  "), []);
});

test("another form of a name finds it", () => assert.deepEqual(labels("=学习"), ["双周学习会"]));

test("pinyin, whole or begun, with any reading of a character", () => {
  assert.deepEqual(labels("shuangzhou"), ["双周学习会"]);
  assert.deepEqual(labels("shuang zhou xue"), ["双周学习会"]);
  assert.deepEqual(labels("chongqing"), ["重庆万州区"]);
  assert.deepEqual(labels("dangshixuex"), ["党史学习教育"]);
});

test("initials, also of two letters, and from the middle of a name", () => {
  assert.deepEqual(labels("szxxh"), ["双周学习会"]);
  assert.deepEqual(labels("shzh"), ["双周学习会"]);
  assert.deepEqual(labels("WZQZX"), ["万州区政协"]);
  assert.deepEqual(labels("xxjy"), ["党史学习教育"]);
  assert.deepEqual(labels("xxxx"), []);
});

test("letters of a name that is not hanzi count as themselves", () => {
  assert.equal(spelled("ABC制度", "abc", {}), -1);
  assert.equal(spelled("abc制度", "abc", {}), 0);
});

test("names of objects' own properties are characters like others", () => {
  assert.deepEqual(finder({ ...DATA, readings: { ...RAW.view.readings } })("__proto__"), []);
  assert.equal(spelled("constructor", "constructor", Object.create(null)), 0);
});

test("a name of ten thousand characters is searched at once", () => {
  assert.equal(spelled("长".repeat(10_000), "c".repeat(61), { 长: "chang zhang" }), -1);
});
