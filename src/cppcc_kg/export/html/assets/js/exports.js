// What is seen, as files: a picture of the canvas, the facts as CSV, nodes and facts as GraphML.

import { DATA } from "./data.js";
import { byId, saveFile } from "./dom.js";
import { picture } from "./network.js";
import { toGraphml } from "./rows.js";
import { meant } from "./store.js";
import { saveCsv } from "./table.js";

const SHARPNESS = 2;

function savePng() {
  picture(SHARPNESS).toBlob((blob) => saveFile("cppcc-kg.png", blob), "image/png");
}

function saveGraphml() {
  saveFile("cppcc-kg.graphml", new Blob([toGraphml(DATA, meant())], { type: "application/xml" }));
}

export function startExports() {
  const menu = byId("export");
  const actions = { "save-png": savePng, "save-csv": saveCsv, "save-graphml": saveGraphml, print: () => window.print() };
  for (const [id, act] of Object.entries(actions)) {
    byId(id).addEventListener("click", () => {
      menu.open = false;
      act();
    });
  }
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  });
}
