// The reader: a touch on the text leaves the facts of that place in the list; another on the same place brings all back.

const text = document.getElementById("text");
const lines = [...document.querySelectorAll("#says > ol > li")];
const count = document.getElementById("count");

let chosen = "";

function show(numbers) {
  chosen = numbers;
  const wanted = new Set(numbers.split(" ").filter(Boolean));
  for (const line of lines) line.classList.toggle("quiet", wanted.size > 0 && !wanted.has(line.id.slice(1)));
  for (const run of text.querySelectorAll("[data-p]")) {
    run.classList.toggle("chosen", wanted.size > 0 && run.dataset.p.split(" ").some((number) => wanted.has(number)));
  }
  document.body.classList.toggle("picked", wanted.size > 0);
  count.textContent = wanted.size ? `${wanted.size} / ${lines.length}` : String(lines.length);
}

if (text) {
  text.addEventListener("click", (event) => {
    const run = event.target.closest("[data-p]");
    if (event.target.closest("a")) return;
    show(run && run.dataset.p !== chosen ? run.dataset.p : "");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show("");
  });
  const here = text.querySelector(".here[data-p]");
  show(here ? here.dataset.p : "");
}
document.documentElement.dataset.ready = "1";
