// The seek bar: a native range that says where it stands, with the chapters marked on it.
import { shown, spoken } from "./moments.js";

const STEP = 5;
const BY_KEY = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP };

export function enableSeek({ video, range, marks, time, total, chapters, length, seek }) {
  const duration = () => (Number.isFinite(video.duration) ? video.duration : length);
  let isHeld = false;

  const show = () => {
    const at = isHeld ? Number(range.value) : video.currentTime;
    range.max = Math.max(1, Math.floor(duration()));
    range.value = at;
    range.style.setProperty("--at", `${(100 * at) / Math.max(1, duration())}%`);
    range.setAttribute("aria-valuetext", inWords(at, duration(), chapters.at(at)));
    time.textContent = shown(at);
    total.textContent = ` / ${shown(duration())}`;
  };
  range.addEventListener("input", () => {
    isHeld = true;
    show();
  });
  range.addEventListener("change", () => {
    isHeld = false;
    seek(Number(range.value));
  });
  range.addEventListener("keydown", (event) => {
    const by = BY_KEY[event.key];
    if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    seek(video.currentTime + by);
  });
  for (const event of ["timeupdate", "seeking", "loadedmetadata", "durationchange"]) video.addEventListener(event, show);
  video.addEventListener("durationchange", () => placeMarks(marks, chapters, duration()));
  placeMarks(marks, chapters, duration());
  show();
}

function inWords(at, duration, chapter) {
  const place = `${spoken(at)}（全${spoken(duration)}）`;
  return chapter ? `${place}。第${chapter.number}章 ${chapter.title}` : place;
}

function placeMarks(list, chapters, duration) {
  list.replaceChildren(
    ...chapters.all
      .filter((chapter) => chapter.start > 0 && chapter.start < duration)
      .map((chapter) => {
        const mark = document.createElement("li");
        mark.style.left = `${(100 * chapter.start) / duration}%`;
        return mark;
      }),
  );
}
