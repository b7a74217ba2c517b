// The side card: what a node is, and every sentence that says so.

const FIRST_FACTS = 8;
const FIRST_PASSAGES = 3;

function regionOf(node) {
  return VIEW.regions[node.region];
}

function sourceBlock(number) {
  const source = VIEW.sources[number];
  const pieces = (source.text || []).map((text, i) => (i % 2 ? el("mark", {}, text) : text));
  return [el("p", { class: "quote" }, ...pieces), source];
}

// Passages with what vouches for them: rule, document, offsets.
function evidence(item) {
  const notes = (rules) => rules.map((rule) => el("code", { class: "rule", title: "规则 rule" }, rule));
  const blocks = (item.src || []).map((number) => {
    const [quote, source] = sourceBlock(number);
    const place = el(
      "p",
      { class: "place" },
      el("span", { class: "doc" }, source.doc),
      el("span", { class: "span", title: "字符位置 code points" }, `[${source.begin || 0}, ${source.end})`),
      ...notes(item.rules || []),
    );
    return el("blockquote", {}, quote, place);
  });
  if (blocks.length > FIRST_PASSAGES + 1) {
    const [shownFirst, rest] = [blocks.slice(0, FIRST_PASSAGES), blocks.slice(FIRST_PASSAGES)];
    const more = moreButton(rest.length, () => more.replaceWith(...rest));
    return [...shownFirst, more];
  }
  if (blocks.length) return blocks;
  return item.rules ? [el("p", { class: "place" }, ...notes(item.rules))] : [];
}

function remarks(item) {
  const parts = [];
  if (item.role) parts.push(item.role);
  if (item.derived) parts.push("推出 derived");
  if (item.as_of) parts.push(`截至 as of ${item.as_of}`);
  if (item.basis) parts.push(`据 from ${item.basis.join(", ")}`);
  return parts.length ? el("span", { class: "remark" }, parts.join(" · ")) : null;
}

function link(node) {
  return el(
    "button",
    { type: "button", class: "link", click: () => choose(node.id, { move: true }) },
    icon(node.cls),
    el("bdi", {}, node.label),
  );
}

function wordsOf(predicate) {
  return PREDICATES.get(predicate) || { zh: predicate, en: "" };
}

function moreButton(count, show) {
  const words = [`再显示 ${count} 条 `, el("span", { lang: "en" }, `Show ${count} more`)];
  return el("button", { type: "button", class: "more", click: show }, ...words);
}

// Long lists begin with a few lines; the rest follows on demand.
function listOf(items, line) {
  const list = el("ul", { class: "facts" }, ...items.slice(0, FIRST_FACTS).map(line));
  const rest = items.slice(FIRST_FACTS);
  if (!rest.length) return [list];
  const more = moreButton(rest.length, () => {
    const lines = rest.map(line);
    list.append(...lines);
    more.remove();
    const first = lines[0].querySelector("button");
    if (first) first.focus();
  });
  return [list, more];
}

function byPredicate(items) {
  const groups = new Map();
  for (const item of items) {
    if (!groups.has(item.predicate)) groups.set(item.predicate, []);
    groups.get(item.predicate).push(item);
  }
  return groups;
}

function section(words, ...children) {
  return el("section", {}, el("h3", {}, ...both(words)), ...children);
}

function factSection(words, items, line) {
  if (!items.length) return null;
  const blocks = [...byPredicate(items)].flatMap(([predicate, members]) => [
    el("h4", {}, ...both(wordsOf(predicate)), el("span", { class: "count" }, String(members.length))),
    ...listOf(members, line),
  ]);
  return section(words, ...blocks);
}

function edgeLine(end) {
  return (edge) => el("li", {}, el("div", {}, link(NODES[edge[end]]), remarks(edge)), ...evidence(edge));
}

function literalLine(literal) {
  return el("li", {}, el("div", {}, el("strong", {}, literal.text), remarks(literal)), ...evidence(literal));
}

function figureLine(figure) {
  const about = [figure.period, figure.by, figure.as_of && `截至 as of ${figure.as_of}`].filter(Boolean);
  return el(
    "li",
    {},
    el(
      "div",
      { class: "figure" },
      el("span", { class: "value" }, figure.text),
      el("bdi", {}, figure.of),
      about.length ? el("span", { class: "remark" }, about.join(" · ")) : null,
    ),
    ...evidence(figure),
  );
}

function head(node) {
  const words = classOf(node);
  const scope = NODES.find((other) => other.key === node.scope && other !== node);
  const themes = (node.literals || []).filter((literal) => literal.predicate === "hasTheme");
  const belongs = [
    scope ? link(scope) : null,
    regionOf(node).label ? el("span", { class: "remark" }, regionOf(node).label) : null,
    node.code || node.level
      ? el("span", { class: "remark" }, [node.code, node.level].filter(Boolean).join(" · "))
      : null,
  ];
  const also = (node.also || []).map((cls) => CLASSES.get(cls) || { zh: cls, en: cls });
  return el(
    "header",
    {},
    el("p", { class: "class" }, icon(node.cls), ...both(words), ...also.flatMap((other) => [" · ", ...both(other)])),
    el("h2", { id: "card-title", tabindex: "-1" }, node.label),
    node.alt ? el("p", { class: "alt" }, "又作 ", el("span", { lang: "en" }, "also "), node.alt.join("、")) : null,
    el("p", { class: "belongs" }, ...belongs),
    themes.length ? el("ul", { class: "themes" }, ...themes.map((theme) => el("li", {}, theme.text))) : null,
  );
}

function closer() {
  return el("button", { type: "button", id: "close", "aria-label": "关闭 Close", click: () => choose(null) }, "✕");
}

function fillCard(node) {
  const out = AROUND[node.id].filter((edge) => edge.from === node.id);
  const into = AROUND[node.id].filter((edge) => edge.to === node.id && edge.from !== node.id);
  const own = evidence(node);
  const figures = node.figures || [];
  const parts = [
    closer(),
    head(node),
    own.length ? section({ zh: "原文", en: "Source" }, ...own) : null,
    figures.length ? section({ zh: "数据", en: "Figures" }, ...listOf(figures, figureLine)) : null,
    factSection({ zh: "由此出发的关系", en: "Facts from here" }, out, edgeLine("to")),
    factSection({ zh: "指向这里的关系", en: "Facts pointing here" }, into, edgeLine("from")),
    factSection({ zh: "频次与主题", en: "Frequency and themes" }, node.literals || [], literalLine),
    el("p", { class: "key" }, node.key),
  ];
  const card = document.getElementById("card");
  card.replaceChildren(...parts.filter(Boolean));
  card.hidden = false;
  card.scrollTop = 0;
}

function hideCard() {
  const card = document.getElementById("card");
  card.hidden = true;
  card.replaceChildren();
}
