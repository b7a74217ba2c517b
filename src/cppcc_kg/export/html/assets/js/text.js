// Text as values: nothing here knows the document.

// Counts code points, so that no character is cut in two.
export function shorten(text, length) {
  const head = Array.from(text.slice(0, 4 * length)).slice(0, length + 1);
  return head.length > length ? head.slice(0, length).join("") + "…" : text;
}

export function fold(text) {
  return text.normalize("NFKC").toLowerCase();
}

// A quote in one line: page breaks inside it are the page's, not the sentence's.
export function oneLine(text) {
  return text.replace(/\s*[\r\n]+\s*/g, "").trim();
}

export function wellFormed(text) {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
}

// A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection").
function csvCell(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// RFC 4180; the byte-order mark tells spreadsheets that it is UTF-8.
export function toCsv(rows) {
  return "\uFEFF" + rows.map((row) => row.map(csvCell).join(",") + "\r\n").join("");
}

export function toTsv(rows) {
  return rows.map((row) => row.map((value) => String(value).replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
}

export function escapeXml(text) {
  const allowed = wellFormed(String(text)).replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
  return allowed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

// Only what a browser opens as a page; anything else stays text.
export function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}
