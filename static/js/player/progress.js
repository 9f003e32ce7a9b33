// Saves how far somebody signed in has come: every ten seconds, at a pause, and when the page goes away.
const EVERY = 10_000;

export function keepProgress({ video, form, watched, onFinished }) {
  let saved = "";
  let isOver = false;

  const body = () => {
    const data = new FormData(form);
    data.set("position", String(Math.floor(video.currentTime)));
    data.set("watched", String(watched));
    return data;
  };
  // What has changed since it was last saved, or nothing.
  const news = () => {
    const state = `${Math.floor(video.currentTime)} ${watched}`;
    if (isOver || !video.played.length || state === saved) return null;
    saved = state;
    return body();
  };
  const save = async () => {
    const data = news();
    if (!data) return;
    const answer = await fetch(form.action, { method: "POST", body: data, keepalive: true }).catch(() => null);
    if (!answer) saved = "";
    else if (!answer.ok) isOver = [403, 404].includes(answer.status);
    else if ((await answer.json()).finished) onFinished();
  };
  const saveLeaving = () => {
    const data = news();
    if (data && !navigator.sendBeacon?.(form.action, data)) {
      fetch(form.action, { method: "POST", body: data, keepalive: true }).catch(() => {});
    }
  };

  setInterval(() => video.paused || save(), EVERY);
  video.addEventListener("pause", save);
  video.addEventListener("ended", save);
  addEventListener("pagehide", saveLeaving);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && saveLeaving());
}
