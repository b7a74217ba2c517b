import assert from "node:assert/strict";
import { test } from "node:test";

import { filtering, onlyThis, selection } from "../../../../src/cppcc_kg/export/html/assets/js/filters.js";
import { coarsest, itemsOf, linesOf, openRegions } from "../../../../src/cppcc_kg/export/html/assets/js/groups.js";
import { regionsAbove } from "../../../../src/cppcc_kg/export/html/assets/js/model.js";
import { START } from "../../../../src/cppcc_kg/export/html/assets/js/state.js";
import { shortestPath, within } from "../../../../src/cppcc_kg/export/html/assets/js/walks.js";
import { DATA } from "./sample.js";

const keys = (ids) => [...ids].sort((a, b) => a - b).map((id) => DATA.nodes[id].key);
const chosen = (change) => selection(DATA, { ...START, ...change });

test("without filters everything is meant", () => {
  const all = chosen({});
  assert.equal(all.whole, true);
  assert.equal(all.nodes.size, DATA.nodes.length);
  assert.equal(all.edges.size, DATA.edges.length);
  assert.equal(filtering(START), false);
});

test("a class or a relation that is off leaves, with its facts", () => {
  const { nodes, edges, whole } = chosen({ off: ["Campaign"] });
  assert.equal(whole, false);
  assert.ok(!nodes.has(6) && !edges.has(4) && !edges.has(5) && edges.has(1));
  assert.deepEqual([...chosen({ without: ["similarTo", "underCampaign"] }).edges], [0, 1, 2, 3]);
});

test("discs of prefectures and provinces are told from those of counties", () => {
  const regions = [{ label: "万州区" }, { label: "重庆市" }, { label: "", shared: true }];
  const place = (label, level, region) => ({ cls: "District", label, level, region });
  const nodes = [place("万州区", "county", 0), place("重庆市", "province", 1), place("保定市", "prefecture", 0), place("保定市", "prefecture", 2)];
  assert.deepEqual([...regionsAbove({ nodes, regions })], [1]);
});

test("only one is left, and again all are", () => {
  const all = ["a", "b", "c"];
  assert.deepEqual(onlyThis(all, [], "b"), ["a", "c"]);
  assert.deepEqual(onlyThis(all, ["b"], "b"), ["a", "c"]);
  assert.deepEqual(onlyThis(all, ["a", "c"], "b"), []);
});

test("a district brings what is shared and tied to it", () => {
  assert.deepEqual(keys(chosen({ district: ["铜梁区"] }).nodes), ["c2", "p2", "m2", "camp"]);
});

test("themes and focus narrow further", () => {
  assert.deepEqual(keys(chosen({ theme: ["调查研究"] }).nodes), ["p1", "p2"]);
  assert.deepEqual(keys(chosen({ theme: ["调查研究"], district: ["万州区"] }).nodes), ["p1"]);
  assert.deepEqual(keys(chosen({ focus: "c1", depth: 1 }).nodes), ["d1", "c1", "p1"]);
  assert.deepEqual(keys(chosen({ focus: "c1", depth: 2, without: ["similarTo"] }).nodes), ["d1", "c1", "p1", "camp"]);
});

test("surroundings to a depth", () => {
  assert.deepEqual([...within(DATA, 7, 3)], [7]);
  assert.deepEqual(keys(within(DATA, 1, 2)), ["d1", "c1", "p1", "m2", "camp"]);
});

test("a shortest path, its edges in order; none, and the trivial one", () => {
  assert.deepEqual(shortestPath(DATA, 0, 3).map((edge) => edge.id), [0, 1, 6, 3]);
  assert.deepEqual(shortestPath(DATA, 0, 3, (edge) => edge.predicate !== "similarTo").map((edge) => edge.id), [0, 1, 4, 5, 2]);
  assert.equal(shortestPath(DATA, 0, 7), null);
  assert.deepEqual(shortestPath(DATA, 2, 2), []);
});

test("what fits is shown node by node, else by class, else by district", () => {
  assert.equal(coarsest(DATA, 8), "nodes");
  const few = DATA.regions.map((region) => ({ ...region, groups: region.groups.slice(0, 1) }));
  assert.equal(coarsest({ ...DATA, regions: few }, 7), "classes");
  assert.equal(coarsest(DATA, 3), "districts");
});

test("every node lies in exactly one item, at every level", () => {
  for (const [level, open] of [["nodes", [0, 1, 2]], ["classes", []], ["classes", [1]], ["districts", []], ["districts", [0]]]) {
    const { items, standIn } = itemsOf(DATA, level, new Set(open));
    const known = new Set(items);
    for (const node of DATA.nodes) assert.ok(known.has(standIn[node.id]), `${level} ${node.key}`);
    for (const number of open) for (const id of DATA.members[number]) assert.equal(standIn[id].node, DATA.nodes[id]);
  }
});

test("the districts opened last stay open when room is short", () => {
  assert.deepEqual([...openRegions(DATA, "districts", ["万州区", "铜梁区"], 5)], [1]);
  assert.deepEqual([...openRegions(DATA, "districts", ["万州区", "铜梁区"], 7)].sort(), [0, 1]);
  assert.deepEqual([...openRegions(DATA, "nodes", [], 1)], [0, 1, 2]);
});

test("where districts alone fill the budget, one can still be opened", () => {
  const many = { ...DATA, regions: Array.from({ length: 60 }, (_, n) => ({ ...DATA.regions[0], id: `${n}` })), regionOf: new Map([["7", 7]]) };
  assert.deepEqual([...openRegions(many, "districts", ["7"], 40)], [7]);
});

test("facts between the same two items are one line with their number", () => {
  const { standIn } = itemsOf(DATA, "districts", new Set());
  const lines = linesOf(DATA, standIn, new Set([6]));
  const found = lines.map((line) => [line.a.id, line.b.id, line.count, line.lit]);
  assert.deepEqual(found, [["d0", "d2", 1, false], ["d1", "d2", 1, false], ["d0", "d1", 1, true], ["d1", "d0", 1, false]]);
});
