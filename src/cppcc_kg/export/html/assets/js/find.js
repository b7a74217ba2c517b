// Search by name: hanzi, pinyin, initials.

import { fold } from "./text.js";

const LONGEST = 60;

// Ways in which the query can go on after one character of the name: its syllables, their initials.
function steps(char, readings) {
  const known = readings[char];
  if (known === undefined) return [char];
  const ways = known.split(" ").flatMap((syllable) => {
    const initial = /^[zcs]h/.test(syllable) ? [syllable.slice(0, 2)] : [];
    return [syllable, ...initial, syllable[0]];
  });
  return [...new Set(ways)];
}

const SILENT = /[\s“”‘’"'《》〈〉·、，。（）()－-]/;

function spelledFrom(chars, start, query, readings) {
  // Places in the query that can be reached before each character.
  let reached = new Set([0]);
  for (let i = start; i < chars.length; i++) {
    if (SILENT.test(chars[i])) {
      if (i === start) return false;
      continue;
    }
    const next = new Set();
    for (const at of reached) {
      const rest = query.slice(at);
      for (const way of steps(chars[i], readings)) {
        if (rest.startsWith(way)) next.add(at + way.length);
        // The last syllable may be typed in part.
        if (way.startsWith(rest)) return true;
      }
    }
    if (next.has(query.length)) return true;
    if (!next.size) return false;
    reached = next;
  }
  return false;
}

// Where in the name the letters of the query are its sounds: 0 at the start, 1 further on, -1 nowhere.
export function spelled(name, query, readings) {
  if (!/^[a-z0-9]+$/.test(query)) return -1;
  const chars = Array.from(name.slice(0, 2 * LONGEST)).slice(0, LONGEST);
  if (spelledFrom(chars, 0, query, readings)) return 0;
  for (let start = 1; start < chars.length; start++) {
    if (spelledFrom(chars, start, query, readings)) return 1;
  }
  return -1;
}

// Lower is better; -1 is no match. Names are folded, the label first.
function closeness(names, wanted, letters, readings) {
  if (names[0] === wanted) return 0;
  if (names[0].startsWith(wanted)) return 1;
  if (names[0].includes(wanted)) return 2;
  if (names.some((name) => name.includes(wanted))) return 3;
  const heard = names.map((name) => spelled(name, letters, readings)).filter((place) => place >= 0);
  return heard.length ? 4 + Math.min(...heard) : -1;
}

// A finder over the data: text → nodes, best first.
export function finder(data) {
  const names = data.nodes.map((node) => [node.label, ...(node.alt || [])].map(fold));
  const readings = new Map(Object.entries(data.readings));
  const table = Object.create(null);
  for (const [char, known] of readings) table[char] = known;
  return (text) => {
    const wanted = fold(text).trim();
    if (!wanted) return [];
    const letters = wanted.replace(/[\s']+/g, "");
    return data.nodes
      .map((node) => [closeness(names[node.id], wanted, letters, table), node])
      .filter(([grade]) => grade >= 0)
      .sort(([a, x], [b, y]) => a - b || x.rank - y.rank || x.label.length - y.label.length || x.id - y.id)
      .map(([, node]) => node);
  };
}
