// The buttons below the picture: play, ten seconds on or back, speed, sound, full screen.
import { remember, remembered } from "./remembered.js";

const LOUDER = 0.1;

export function enableControls({ root, video, find, seek }) {
  const [play, speed, mute, volume, full] = ["play", "speed", "mute", "volume", "full"].map(find);
  const rates = [...speed.options].map((option) => Number(option.value));

  const toggle = () => (video.paused ? video.play().catch(() => {}) : video.pause());
  const skip = (seconds) => seek(video.currentTime + seconds);
  const setSpeed = (rate) => {
    video.defaultPlaybackRate = video.playbackRate = rate;
    speed.value = String(rate);
    remember("speed", rate);
  };
  const changeSpeed = (by) => {
    const at = rates.indexOf(video.playbackRate) + by;
    setSpeed(rates[Math.min(rates.length - 1, Math.max(0, at))]);
  };
  const setVolume = (loudness) => {
    video.volume = Math.min(1, Math.max(0, loudness));
    video.muted = false;
    remember("volume", video.volume);
  };
  const toggleMute = () => (video.muted = !video.muted);
  const toggleFull = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
    else video.webkitEnterFullscreen?.();
  };

  play.addEventListener("click", toggle);
  find("back").addEventListener("click", () => skip(-10));
  find("forward").addEventListener("click", () => skip(10));
  speed.addEventListener("change", () => setSpeed(Number(speed.value)));
  mute.addEventListener("click", toggleMute);
  volume.addEventListener("input", () => setVolume(volume.value / 100));
  full.addEventListener("click", toggleFull);
  video.addEventListener("click", toggle);
  for (const event of ["play", "pause", "ended"]) video.addEventListener(event, () => showState(play, video));
  video.addEventListener("volumechange", () => showSound(mute, volume, video));
  document.addEventListener("fullscreenchange", () => showFull(full));

  const kept = remembered("speed", 1);
  setSpeed(rates.includes(kept) ? kept : 1);
  video.volume = remembered("volume", 1);
  showSound(mute, volume, video);
  showState(play, video);
  return {
    toggle,
    skip,
    toggleMute,
    toggleFull,
    faster: () => changeSpeed(1),
    slower: () => changeSpeed(-1),
    louder: () => setVolume(video.volume + LOUDER),
    quieter: () => setVolume(video.volume - LOUDER),
  };
}

function showState(play, video) {
  play.setAttribute("aria-label", video.paused ? "再生（スペース）" : "一時停止（スペース）");
  const use = play.querySelector("use");
  use.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#i-${video.paused ? "play" : "pause"}`);
}

function showSound(mute, volume, video) {
  const loudness = Math.round(video.volume * 100);
  mute.setAttribute("aria-pressed", String(video.muted));
  volume.value = video.muted ? 0 : loudness;
  volume.setAttribute("aria-valuetext", video.muted ? "消音" : `音量${loudness}%`);
}

function showFull(full) {
  full.setAttribute("aria-label", document.fullscreenElement ? "全画面をやめる（F）" : "全画面（F）");
}
