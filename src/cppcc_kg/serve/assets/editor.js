// The SPARQL editor: YASGUI on this server's endpoint alone, with the ready queries beside it and our own names to complete.

const { queries, prefixes } = JSON.parse(document.getElementById("data").textContent);
const endpoint = new URL("/sparql", window.location.href).href;
const IDENTIFIERS = prefixes.ent.replace(/entity\/$/, "");
const START = "SELECT ?district ?platform\nWHERE {\n  ?p a ckg:Platform ; rdfs:label ?platform ; ckg:district/rdfs:label ?district .\n}\nORDER BY ?district ?platform\nLIMIT 100";

// Completers that would ask prefix.cc and the Linked Open Vocabularies; variables are completed from the query itself.
Yasgui.Yasqe.defaults.autocompleters = ["variables"];
Yasgui.Yasr.defaults.prefixes = prefixes;

// The endpoint presets our prefixes, the editor does not know them: those that a query uses are declared in it.
function declared(text) {
  const used = Object.entries(prefixes).filter(([prefix]) => new RegExp(`(^|[^\\w:?$-])${prefix}:`, "m").test(text) && !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(text));
  const lines = used.map(([prefix, base]) => `PREFIX ${prefix}: <${base}>\n`).join("");
  const head = text.match(/^(#[^\n]*\n)*/)[0];
  return head + lines + text.slice(head.length);
}

Yasgui.Yasqe.defaults.value = declared(START);

const yasgui = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint, method: "POST" },
  endpointCatalogueOptions: { getData: () => [] },
  copyEndpointOnNewTab: true,
  persistenceId: "cppcc-kg",
});

const buttons = [...document.querySelectorAll("#queries button")];

function ask(name) {
  const query = queries.find((each) => each.name === name);
  if (!query) return;
  const tab = yasgui.getTab();
  tab.setName(query.zh);
  tab.setEndpoint(endpoint);
  tab.setQuery(declared(query.text));
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === name));
  tab.query();
}

for (const button of buttons) button.addEventListener("click", () => ask(button.value));
document.getElementById("filter").addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const button of buttons) {
    const said = `${button.value} ${button.textContent} ${button.title}`.toLowerCase();
    button.parentElement.hidden = !said.includes(wanted);
  }
});
// Identifiers in an answer have their pages here.
document.getElementById("yasgui").addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || !link.href.startsWith(IDENTIFIERS)) return;
  event.preventDefault();
  window.open(`/id/${link.href.slice(IDENTIFIERS.length)}`, "_blank", "noopener");
});

const tab = yasgui.getTab();
if (tab && tab.getEndpoint() !== endpoint) tab.setEndpoint(endpoint);
const asked = new URLSearchParams(window.location.search).get("named");
if (asked) ask(asked);
document.documentElement.dataset.ready = "1";
