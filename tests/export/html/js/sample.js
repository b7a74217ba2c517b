// A small graph as the page gets it, made by hand: two districts and what they share.

import { indexed } from "../../../../src/cppcc_kg/export/html/assets/js/model.js";

const theme = (text) => ({ predicate: "hasTheme", text, src: [0], rules: ["theme.words"] });

function node(id, key, cls, label, region, more = {}) {
  return { id, key, cls, label, region, x: 100 * id, y: 10 * id, size: 11, rank: 3, degree: 1, src: [0], ...more };
}

const edge = (id, from, predicate, to, more = {}) => ({ id, from, to, predicate, kind: "other", src: [0], rules: ["r.one"], ...more });

export const RAW = {
  nodes: [
    node(0, "d1", "District", "重庆万州区", 0),
    node(1, "c1", "Organization", "万州区政协", 0, { rank: 0, degree: 4 }),
    node(2, "p1", "Practice", "专题调研", 0, {
      literals: [theme("调查研究"), { predicate: "frequency", text: "每月（P1M）", src: [0] }],
      figures: [{ of: "专题调研", text: "≥ 400 次", unit: "次", value: "400", low: "400", period: "近三年", src: [0] }],
    }),
    node(3, "c2", "Organization", "铜梁区政协", 1, { rank: 0, degree: 3 }),
    node(4, "p2", "Practice", "专题调研", 1, {
      literals: [theme("调查研究")],
      figures: [{ of: "专题调研", text: "3 次", unit: "次", value: "3", src: [0] }, { of: "资金", text: "≤ 9 元", unit: "元", high: "9", src: [0] }],
    }),
    node(5, "m2", "Mechanism", "双周学习会", 1, { alt: ["=学习会"], literals: [theme("理论学习")] }),
    node(6, "camp", "Campaign", "党史学习教育", 2, { rank: 1, degree: 2 }),
    node(7, "lone", "Person", "王炯", 2),
  ],
  edges: [
    edge(0, 1, "serves", 0),
    edge(1, 1, "carriesOut", 2),
    edge(2, 3, "carriesOut", 4),
    edge(3, 3, "establishes", 5),
    edge(4, 2, "underCampaign", 6, { kind: "across" }),
    edge(5, 4, "underCampaign", 6, { kind: "across" }),
    edge(6, 2, "similarTo", 5, { kind: "across", score: "0.80" }),
    edge(7, 5, "similarTo", 2, { kind: "across", score: "0.80" }),
  ],
  view: {
    classes: ["District", "Organization", "Person", "Campaign", "Practice", "Mechanism"].map((id) => ({ id, zh: id, en: id })),
    predicates: ["serves", "carriesOut", "establishes", "underCampaign", "similarTo", "frequency", "hasTheme", "hasMeasure"].map((id) => ({ id, zh: `关系${id}`, en: id })),
    themes: [{ zh: "理论学习", en: "Study" }, { zh: "调查研究", en: "Research" }],
    regions: [
      { id: "万州区", label: "万州区", size: 3, r: 100, x: 0, y: 0, groups: [{ cls: "District", nodes: 1 }, { cls: "Organization", nodes: 1 }, { cls: "Practice", nodes: 1 }] },
      { id: "铜梁区", label: "铜梁区", size: 3, r: 100, x: 300, y: 0, groups: [{ cls: "Organization", nodes: 1 }, { cls: "Practice", nodes: 1 }, { cls: "Mechanism", nodes: 1 }] },
      { size: 2, r: 50, x: 0, y: 300, shared: true, groups: [{ cls: "Person", nodes: 1 }, { cls: "Campaign", nodes: 1 }] },
    ],
    sources: [{ doc: 0, article: 0, begin: 3, end: 12, text: ["坚持", "双周\n学习会", "。"] }],
    documents: [{ file: "a.txt", publisher: "重庆政协报", url: "https://example.org/a" }],
    articles: [{ title: "抓学习", date: "2021-08-19", by: "铜梁区政协" }],
    measures: 3,
    readings: { 重: "zhong chong", 庆: "qing", 万: "wan mo", 州: "zhou", 区: "qu ou", 双: "shuang", 周: "zhou", 学: "xue", 习: "xi", 会: "hui kuai", 党: "dang", 史: "shi", 教: "jiao", 育: "yu yo", 政: "zheng", 协: "xie" },
    whole: 8,
    notes: [],
  },
};

export const DATA = indexed(RAW);
