// Search in the transcript: every hit is marked, counted, and stepped through.
import { placesOf } from "./folding.js";
import { bringIntoSight } from "./transcript.js";

// `from`: the second at which the page begins, or null; the hit there is shown first.
export function enableFinder({ box, status, earlier, later, list, lines, from }) {
  const texts = lines.map((line) => line.querySelector("[data-text]"));
  const plain = texts.map((text) => text.textContent);
  let hits = [];
  let at = 0;

  const show = () => {
    hits.forEach((hit, index) => hit.classList.toggle("is-current", index === at));
    if (hits[at]) bringIntoSight(list, hits[at].closest("li"));
    status.textContent = sentence(box.value, hits.length, at);
  };
  const search = () => {
    hits = [];
    at = 0;
    texts.forEach((text, index) => {
      const places = placesOf(box.value, plain[index]);
      if (!places.length && !text.firstElementChild) return;
      text.replaceChildren(...pieces(plain[index], places));
      hits.push(...text.querySelectorAll("mark"));
    });
    show();
  };
  const step = (by) => {
    if (!hits.length) return;
    at = (at + by + hits.length) % hits.length;
    show();
  };
  box.addEventListener("input", (event) => event.isComposing || search());
  box.addEventListener("compositionend", search);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  });
  earlier.addEventListener("click", () => step(-1));
  later.addEventListener("click", () => step(1));
  if (!box.value) return;
  search();
  const first = hits.findIndex((hit) => Number(hit.closest("[data-line]").dataset.line) >= 1000 * (from ?? 0));
  step(Math.max(0, first));
}

function sentence(typed, count, at) {
  if (!typed.trim()) return "";
  return count ? `${count}件中${at + 1}件目` : "見つかりませんでした";
}

// The text in pieces, those at `places` marked.
function pieces(text, places) {
  const found = [];
  let from = 0;
  for (const [start, end] of places) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    found.push(text.slice(from, start), mark);
    from = end;
  }
  return [...found, text.slice(from)];
}
