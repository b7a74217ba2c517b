// A passage as a reader may quote it: words, author, title, publisher, date, file and characters.

import { oneLine } from "./text.js";

export function citation(data, number) {
  const source = data.sources[number];
  const file = data.documents[source.doc];
  const article = source.article === undefined ? {} : data.articles[source.article];
  const title = article.title || file.title;
  const origin = [
    [article.by, title && `《${oneLine(title)}》`].filter(Boolean).join("："),
    file.publisher,
    article.date || file.date,
    `${file.file || ""}${source.page ? ` 第${source.page}页` : ""} 字符 ${source.begin || 0}–${source.end}`.trim(),
    file.url,
  ];
  const quote = oneLine((source.text || []).join(""));
  return `“${quote}”（${origin.filter(Boolean).join("，")}）`;
}
