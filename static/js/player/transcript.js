// The transcript beside the film: the line being said is marked, and kept in sight where that is wished.
import { remember, remembered } from "./remembered.js";

export function enableTranscript({ video, list, panel, follow }) {
  const lines = [...list.querySelectorAll("[data-line]")];
  // To the whole second, as it is written and linked: a link to 24:18 marks the line that says 24:18.
  const starts = lines.map((line) => Math.floor(Number(line.dataset.line) / 1000));
  let current = -1;

  const keepInSight = () => {
    // Nobody is moved away from what they are reading or looking for.
    if (!follow.checked || panel.contains(document.activeElement) || !list.clientHeight) return;
    bringIntoSight(list, lines[current]);
  };
  const show = () => {
    const at = lastBefore(starts, video.currentTime + 0.05);
    if (at === current) return;
    lines[current]?.removeAttribute("aria-current");
    current = at;
    if (at < 0) return;
    lines[at].setAttribute("aria-current", "true");
    keepInSight();
  };
  follow.checked = remembered("follow", true);
  follow.addEventListener("change", () => {
    remember("follow", follow.checked);
    if (follow.checked && current >= 0) bringIntoSight(list, lines[current]);
  });
  for (const event of ["timeupdate", "seeking"]) video.addEventListener(event, show);
  return lines;
}

// Scrolls the list alone, never the page.
export function bringIntoSight(list, line) {
  list.scrollTop = line.offsetTop - list.clientHeight / 3;
}

// The place of the last of `starts` (in order) that is not after `seconds`; -1 before the first.
function lastBefore(starts, seconds) {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
