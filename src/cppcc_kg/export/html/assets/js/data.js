// The data of this page.

import { indexed } from "./model.js";

const EMBEDDED = JSON.parse(document.getElementById("data").textContent);

export const DATA = indexed(EMBEDDED);
export const OPTIONS = JSON.parse(EMBEDDED.options);
