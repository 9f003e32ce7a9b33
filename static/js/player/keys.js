// The keys of the player. What scrolls or activates elsewhere is ours only inside the player; single characters can be
// turned off (WCAG 2.1.4).
import { remember, remembered } from "./remembered.js";

const SCROLLS = new Set([" ", "ArrowUp", "ArrowDown"]);
const EDITABLE = "input:not([type=range], [type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";

// `characters`: by a character typed; `others`: by the name of a key.
export function enableKeys({ root, characters, others, choice }) {
  choice.checked = remembered("keys", true);
  choice.addEventListener("change", () => remember("keys", choice.checked));

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const act = others[event.key] ?? (choice.checked ? characters[event.key.toLowerCase()] : undefined);
    if (!act || isTaken(event.key, event.target, root)) return;
    event.preventDefault();
    act();
  });
}

// Whether what has the focus has its own use for this key.
function isTaken(key, target, root) {
  if (target.closest(EDITABLE)) return true;
  if (target.matches("input[type=range]") && key.startsWith("Arrow")) return true;
  if (key === " " && target.closest("button, summary, input:not([type=range])")) return true;
  return SCROLLS.has(key) && !root.contains(target);
}
