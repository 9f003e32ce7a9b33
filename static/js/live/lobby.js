// What works from here: asked once, at the press of the button, and said in words.
import { Refused, Server } from "./server.js";

const PATIENCE = 8000;
const list = document.querySelector("[data-checks]");
const status = document.querySelector("[data-check-status]");
const start = document.querySelector("[data-check-start]");
const server = new Server(list.dataset.code);

function tell(name, isGood, sentence) {
  const item = list.querySelector(`[data-check="${name}"]`);
  item.dataset.result = isGood ? "good" : "bad";
  item.querySelector("span").textContent = `${isGood ? "✓" : "⚠"} ${sentence}`;
}

async function checkPoll() {
  try {
    await server.get("events?after=0");
    tell("poll", true, "チャットと質問を送受信できます");
  } catch (error) {
    tell("poll", false, error instanceof Refused ? error.message : "チャットと質問を送受信できません");
  }
}

function checkSocket() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return new Promise((done) => {
    const socket = new WebSocket(`${scheme}://${location.host}${server.base}socket?after=0`);
    const end = (isGood) => {
      clearTimeout(timer);
      socket.onmessage = socket.onclose = null;
      socket.close();
      const bad = "リアルタイム接続は使えません（自動更新で参加できます）";
      tell("socket", isGood, isGood ? "リアルタイム接続を使えます" : bad);
      done();
    };
    const timer = setTimeout(() => end(false), PATIENCE);
    socket.onmessage = () => end(true);
    socket.onclose = () => end(false);
  });
}

function checkVideo() {
  const video = document.createElement("video");
  const plays = video.canPlayType('video/mp4; codecs="avc1.42E01E, mp4a.40.2"');
  tell("video", Boolean(plays), plays ? "動画を再生できるブラウザーです" : "このブラウザーでは動画を再生できません");
}

async function checkDownload() {
  const began = performance.now();
  try {
    const response = await fetch(`${server.base}lobby/download`, { cache: "no-store", signal: AbortSignal.timeout(30_000) });
    const bytes = (await response.arrayBuffer()).byteLength;
    const seconds = Math.max((performance.now() - began) / 1000, 0.01);
    if (!response.ok || bytes < 1024 * 1024) throw new Error();
    const rate = (bytes * 8) / seconds / 1e6;
    tell("download", true, `1MBを${seconds.toFixed(1)}秒でダウンロードできました（およそ${Math.round(rate)}Mbps）`);
  } catch {
    tell("download", false, "1MBのファイルをダウンロードできませんでした");
  }
}

start.addEventListener("click", async () => {
  if (start.getAttribute("aria-disabled") === "true") return;
  start.setAttribute("aria-disabled", "true");
  status.textContent = "確かめています…";
  checkVideo();
  await Promise.all([checkPoll(), checkSocket()]);
  await checkDownload();
  const bad = list.querySelectorAll('[data-result="bad"]').length;
  status.textContent = bad ? "確認が終わりました。使えないものがあります。" : "確認が終わりました。すべて使えます。";
  start.removeAttribute("aria-disabled");
});
