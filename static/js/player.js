// The player: takes over from the browser's own controls. Each part below does one thing and knows no other.
import { enableCaptions } from "./player/captions.js";
import { carryMoment } from "./player/carried.js";
import { Chapters } from "./player/chapters.js";
import { enableControls } from "./player/controls.js";
import { offerNext } from "./player/ending.js";
import { enableFinder } from "./player/finder.js";
import { enableKeys } from "./player/keys.js";
import { askedFor, shown } from "./player/moments.js";
import { keepProgress } from "./player/progress.js";
import { offerResuming } from "./player/resume.js";
import { enableSeek } from "./player/seek.js";
import { Source } from "./player/source.js";
import { enableThumbnails } from "./player/thumbnails.js";
import { enableTranscript } from "./player/transcript.js";
import { watchForTrouble } from "./player/trouble.js";
import { Watched } from "./player/watched.js";

const root = document.querySelector("[data-player]");
const video = root.querySelector("video");
const find = (name) => document.querySelector(`[data-${name}]`);
const all = (name) => [...document.querySelectorAll(`[data-${name}]`)];

const { stream, film, low, sound, hls, watched: known, seconds } = root.dataset;
const source = new Source(video, { stream, film, low, sound }, hls);
const watched = new Watched(video, known);
const length = () => (Number.isFinite(video.duration) ? video.duration : Number(seconds));
const chapters = new Chapters(all("chapter"), length);
const script = find("script");
const asked = askedFor(new URL(location));

const seek = (to) => {
  const at = Math.min(Math.max(0, to), Math.max(0, length() - 0.1));
  video.currentTime = at;
};

function takeOver() {
  video.controls = false;
  root.classList.remove("player--native");
  for (const part of all("enhanced")) part.hidden = false;
  for (const part of all("plain")) part.hidden = true;
}

function enableParts() {
  const captions = enableCaptions({ video, band: find("band"), button: find("captions") });
  const controls = enableControls({ root, video, find, seek });
  enableSeek({
    video, length: Number(seconds), seek, chapters,
    range: find("seek"), marks: find("marks"), time: find("time"), total: find("total"),
  });
  if (root.dataset.thumbnails) {
    enableThumbnails({ range: find("seek"), box: find("thumbnail"), index: root.dataset.thumbnails, duration: length });
  }
  enableKeys({ root, choice: find("keys"), ...keysOf(controls, captions) });
}

function keysOf(controls, captions) {
  const toChapter = (at) => at !== null && seek(at);
  const characters = {
    k: controls.toggle,
    j: () => controls.skip(-10),
    l: () => controls.skip(10),
    c: captions,
    m: controls.toggleMute,
    f: controls.toggleFull,
    "<": controls.slower,
    ">": controls.faster,
    n: () => toChapter(chapters.after(video.currentTime)),
    p: () => toChapter(chapters.before(video.currentTime)),
    "/": openSearch,
  };
  for (let tenth = 0; tenth < 10; tenth += 1) characters[tenth] = () => seek((length() * tenth) / 10);
  const others = {
    " ": controls.toggle,
    ArrowLeft: () => controls.skip(-5),
    ArrowRight: () => controls.skip(5),
    ArrowUp: controls.louder,
    ArrowDown: controls.quieter,
  };
  return { characters, others };
}

function openScript() {
  find("script-tab")?.click();
  script?.scrollIntoView({ block: "nearest" });
  (find("find") ?? script)?.focus({ preventScroll: true });
}

function openSearch() {
  if (!find("find")) return;
  openScript();
  find("find").select();
}

function enableScript() {
  if (!script) return;
  const list = find("lines");
  const lines = enableTranscript({ video, list, panel: script, follow: find("follow") });
  const box = find("find");
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  enableFinder({ box, status: find("find-count"), earlier: find("earlier"), later: find("later"), list, lines, from: asked });
}

// Links to a moment of this film go there at once, and leave the address that leads there again.
function followMoments() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-moment]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const at = Number(link.dataset.moment);
    seek(at);
    history.replaceState(null, "", `#t=${shown(at)}`);
    if (root.getBoundingClientRect().bottom < 0) root.scrollIntoView();
  });
  addEventListener("hashchange", () => {
    const at = askedFor(new URL(location));
    if (at !== null) seek(at);
  });
}

function enableMemory() {
  const showChapters = () => chapters.show(video.currentTime, watched);
  for (const event of ["timeupdate", "seeking"]) video.addEventListener(event, showChapters);
  showChapters();
  const form = find("progress");
  if (form) keepProgress({ video, form, watched, onFinished: () => (find("finished").hidden = false) });
  const strip = find("resume");
  if (strip) offerResuming({ video, strip, go: seek, focusAfter: find("play"), isAskedElsewhere: asked !== null });
}

takeOver();
source.beforeChange = () => watched.absorb();
watchForTrouble({ video, source, band: find("loading"), box: find("trouble"), read: openScript });
enableParts();
enableScript();
followMoments();
enableMemory();
offerNext({ video, box: find("ending") });
carryMoment({ video, links: all("carries-moment"), key: root.dataset.player });
source.start(root.dataset.chosen || "stream", asked);
