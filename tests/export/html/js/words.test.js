import assert from "node:assert/strict";
import { test } from "node:test";

import { citation } from "../../../../src/cppcc_kg/export/html/assets/js/citation.js";
import { inCommon, matrixOf, thingsOf } from "../../../../src/cppcc_kg/export/html/assets/js/comparing.js";
import { selection } from "../../../../src/cppcc_kg/export/html/assets/js/filters.js";
import { byUnit, figuresOf, measureKinds, scaleOf } from "../../../../src/cppcc_kg/export/html/assets/js/measuring.js";
import { factRows, filterRows, sortRows, tableOf, toGraphml } from "../../../../src/cppcc_kg/export/html/assets/js/rows.js";
import { START } from "../../../../src/cppcc_kg/export/html/assets/js/state.js";
import { escapeXml, oneLine, shorten, toCsv, toTsv, webAddress } from "../../../../src/cppcc_kg/export/html/assets/js/text.js";
import { DATA } from "./sample.js";

const all = selection(DATA, START);

test("a citation from a printed file says the page", () => {
  const source = { ...DATA.sources[0], page: 3 };
  assert.match(citation({ ...DATA, sources: [source] }, 0), / 第3页 字符 /);
});

test("a citation says who said it, where, when, and at which characters", () => {
  assert.equal(
    citation(DATA, 0),
    "“坚持双周学习会。”（铜梁区政协：《抓学习》，重庆政协报，2021-08-19，a.txt 字符 3–12，https://example.org/a）",
  );
});

test("code points are never cut in two", () => {
  assert.equal(shorten("𠮷𠮷𠮷", 2), "𠮷𠮷…");
  assert.equal(shorten("ab", 2), "ab");
  assert.equal(oneLine("开展基层协商 \r\n\r\n活动 "), "开展基层协商活动");
});

test("CSV is quoted, and no cell is a formula", () => {
  assert.equal(toCsv([["a,b", 'c"d', "=1+1", "-5", "好"]]), "\uFEFF\"a,b\",\"c\"\"d\",'=1+1,'-5,好\r\n");
  assert.equal(toTsv([["a\tb", "c\nd"]]), "a b\tc d");
});

test("XML has no markup of a label's, and no character that XML forbids", () => {
  assert.equal(escapeXml('<a b="c">&\u0000\ud800\ufffe'), "&lt;a b=&quot;c&quot;&gt;&amp;\ufffd\ufffd\ufffd");
});

test("only web addresses are links", () => {
  assert.equal(webAddress("https://a.cn/b"), "https://a.cn/b");
  for (const bad of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "a.cn", ""]) assert.equal(webAddress(bad), null);
});

test("every fact is a row: relations, themes, frequencies, figures", () => {
  const rows = factRows(DATA, all);
  assert.equal(rows.length, 8 + 4 + 3);
  assert.deepEqual(tableOf(rows)[0], ["主体", "关系", "客体", "区县", "主题", "原文", "规则", "出处"]);
  // What only places a thing comes last.
  const placing = ["serves", "locatedIn", "hasTheme"].map((name) => rows.filter((row) => row.predicate === name).length);
  const last = rows.slice(rows.length - placing.reduce((sum, each) => sum + each));
  assert.deepEqual(new Set(last.map((row) => row.predicate)), new Set(["serves", "hasTheme"]));
  assert.deepEqual(tableOf(last)[1], ["万州区政协", "关系serves", "重庆万州区", "万州区", "", "坚持双周学习会。", "r.one", "a.txt"]);
  assert.ok(rows.some((row) => row.object === "专题调研 ≥ 400 次 （近三年）"));
});

test("rows follow the filters", () => {
  const rows = factRows(DATA, selection(DATA, { ...START, district: ["铜梁区"], without: ["hasTheme", "hasMeasure", "frequency"] }));
  assert.deepEqual(rows.map((row) => row.predicate), ["carriesOut", "establishes", "underCampaign"]);
});

test("rows are filtered by all words and sorted both ways, equal ones in their order", () => {
  const rows = factRows(DATA, all);
  assert.deepEqual(filterRows(rows, "双周 理论").map((row) => row.predicate), ["similarTo", "hasTheme"]);
  const up = sortRows(rows, "subject").map((row) => row.subject);
  assert.deepEqual(sortRows(rows, "-subject").map((row) => row.subject), [...up].reverse());
  assert.equal(sortRows(rows, "nonsense"), rows);
});

test("GraphML names every node and fact that is meant", () => {
  const text = toGraphml(DATA, selection(DATA, { ...START, district: ["铜梁区"] }));
  assert.equal(text.match(/<node /g).length, 4);
  assert.equal(text.match(/<edge /g).length, 3);
  assert.ok(text.includes('<edge source="c2" target="m2"><data key="predicate">establishes</data>'));
});

test("what districts share: campaigns, names, similar practices, each once", () => {
  const { ties, names, likes } = inCommon(DATA, [0, 1]);
  assert.deepEqual(ties.map((tie) => [tie.node.key, tie.regions]), [["camp", [0, 1]]]);
  assert.deepEqual(names.map((group) => group.nodes.map((node) => node.key)), [["p1", "p2"]]);
  assert.deepEqual(likes.map((like) => like.edge.id), [6]);
  assert.deepEqual(inCommon(DATA, [0]), { ties: [], names: [], likes: [] });
});

test("the matrix counts what each district has under each theme", () => {
  assert.deepEqual(matrixOf(DATA, [1, 0]), [[1, 1], [0, 1]]);
  assert.deepEqual(thingsOf(DATA, 1, "理论学习").map((node) => node.key), ["m2"]);
});

test("figures by what is counted and by unit, bounds kept", () => {
  const items = figuresOf(DATA, all);
  assert.deepEqual(items.map(({ value, low, high }) => [value, low, high]), [[400, 400, null], [3, null, null], [null, null, 9]]);
  assert.deepEqual(measureKinds(items).map(({ of, unit, count, districts }) => [of, unit, count, districts]), [["专题调研", "次", 2, 2], ["资金", "元", 1, 1]]);
  assert.deepEqual(byUnit(items).map(({ unit, items: group }) => [unit, group.length]), [["次", 2], ["元", 1]]);
});

test("a scale is linear for like sizes and logarithmic for unlike ones, and keeps order", () => {
  const near = scaleOf([{ value: 50, low: null, high: null }, { value: 100, low: null, high: null }]);
  assert.equal(near.logarithmic, false);
  assert.equal(near.at(50), 0.5);
  const far = scaleOf([{ value: 1, low: null, high: null }, { value: 1e6, low: null, high: null }]);
  assert.equal(far.logarithmic, true);
  assert.ok(far.at(1) > 0 && far.at(1) < far.at(1000) && far.at(1e6) === 1 && far.at(0) === 0);
  assert.equal(scaleOf([]).at(0), 0);
});
