// The reception desk. Each press is kept on the tablet first and sent then; without a connection the tablet answers
// from the list it has, and the server decides once it is reached again.
import { AnswerPanel } from "./checkin-answer.js";
import { Camera } from "./checkin-camera.js";
import { List, clockTime } from "./checkin-list.js";
import { Queue, newKey } from "./checkin-queue.js";
import { readReceipt } from "./checkin-receipt.js";

const REREAD_EVERY = 20_000;
const RETRY_EVERY = 5_000;
const UNREADABLE = { answer: "unknown", sentence: "読み取れません。受付番号で探してください" };
const WORTH_TELLING = ["kept", "unknown", "other_session", "without_seat", "full", "other_mode"];

const desk = document.querySelector("[data-desk]");
const { code } = desk.dataset;
const list = new List(desk);
const panel = new AnswerPanel(desk);
const queue = new Queue(code, desk.dataset.acts);
const offsetName = "desk:clock";
let sessions = {};
let state = "synced";
let syncedAt = "";

// The server's time, also while it is out of reach: the tablet's clock with what it was off by.
const now = () => new Date(Date.now() + Number(localStorage.getItem(offsetName) ?? 0));

function setClock(moment) {
  syncedAt = moment;
  localStorage.setItem(offsetName, String(Date.parse(moment) - Date.now()));
}

/* ---------- the pill ---------- */
function showState(next) {
  const kept = queue.waiting.length;
  const pill = desk.querySelector("[data-sync]");
  const words = {
    synced: `同期済み ${syncedAt ? clockTime(syncedAt) : ""}`,
    offline: `未接続　${kept ? `${kept}件を端末に保存しています。` : ""}つながると自動で送ります。`,
    "signed-out": `ログインが切れました。${kept ? `${kept}件を端末に保存しています。` : ""}`,
  };
  pill.hidden = false;
  pill.dataset.state = next;
  pill.textContent = words[next];
  if (next === "signed-out") pill.append(linkTo(desk.dataset.login, "ログインする"));
  if (next !== state) document.getElementById("status").textContent = words[next];
  document.getElementById("status").className = "vh";
  state = next;
}

function linkTo(address, words) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = words;
  return link;
}

/* ---------- list and queue ---------- */
async function reread() {
  let response;
  try {
    response = await fetch(desk.dataset.list, { cache: "no-store" });
  } catch {
    return showState("offline");
  }
  if (response.status === 403) return showState("signed-out");
  if (!response.ok) return showState("offline");
  const facts = await response.json();
  sessions = facts.sessions;
  list.take(withWaiting(facts.people));
  if (response.headers.has("X-Kept-At")) return showState("offline");
  setClock(facts.now);
  showState("synced");
}

function withWaiting(people) {
  const byId = new Map(people.map((person) => [person.id, person]));
  for (const act of queue.waiting) {
    const person = byId.get(act.attendance);
    if (person) Object.assign(person, effectOf(act));
  }
  return people;
}

const effectOf = (act) => (act.act === "undo" ? { at: "" } : { at: act.at });

async function flush() {
  const sent = await queue.send();
  for (const answer of sent.answers) if (answer.person) list.update(answer.person);
  if (sent.now) setClock(sent.now);
  showState(sent.state);
  return sent.answers;
}

async function catchUp() {
  if (!queue.waiting.length) return;
  const told = (await flush()).filter((answer) => WORTH_TELLING.includes(answer.answer));
  if (told.length) panel.show(told.at(-1));
  if (state === "synced") await reread();
}

/* ---------- a press ---------- */
async function press({ attendance, act = "check_in", seat = "", seen = "", mode = "" }) {
  const pressed = { key: newKey(), attendance, act, seat, seen, mode, at: now().toISOString() };
  queue.add(pressed);
  if (state === "synced") {
    const answer = (await flush()).find(({ key }) => key === pressed.key);
    if (answer) {
      panel.show(answer);
      return reread(); // what the worker keeps is then as new as what was seen
    }
  }
  answerAlone(pressed);
}

function answerAlone(pressed) {
  const person = list.people.get(pressed.attendance);
  const answer = person ? decide(person, pressed) : UNREADABLE;
  if (!["checked_in", "undone"].includes(answer.answer)) {
    queue.remove([pressed.key]);
  } else {
    if (pressed.seat) queue.replace({ ...pressed, seat: "beyond" }); // nobody can be asked when it arrives
    list.update({ ...person, ...effectOf(pressed) });
  }
  panel.show({ person, ...answer });
  showState(state);
}

function decide(person, { act, seat, at }) {
  if (act === "undo") return { answer: "undone", sentence: "受付を取り消しました" };
  if (person.at) return { answer: "already", sentence: `すでに受付済みです（${clockTime(person.at)}）`, at: person.at };
  if (person.hindrance && !seat) return { answer: "other_mode", sentence: person.hindrance };
  return { answer: "checked_in", sentence: `受付しました ${clockTime(at)}`, at };
}

function checkInText(text) {
  const receipt = readReceipt(text);
  if (!receipt) return panel.show(UNREADABLE);
  if (receipt.code && receipt.code !== code) {
    const other = sessions[receipt.code];
    return panel.show({ answer: "other_session", sentence: `別の回のQRコードです${other ? `：${other}` : ""}` });
  }
  return press({ attendance: receipt.number });
}

/* ---------- what people do ---------- */
desk.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-act]")) return;
  event.preventDefault();
  const values = Object.fromEntries(new FormData(event.target));
  press({ ...values, attendance: Number(values.attendance) });
});

const search = desk.querySelector("[data-search]");
search.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = search.elements.q.value.trim();
  if (!readReceipt(words)) {
    panel.clear();
    return list.search(words);
  }
  search.elements.q.value = "";
  list.search("");
  checkInText(words);
});
search.elements.q.addEventListener("input", () => {
  panel.clear(); // what it says is of somebody else
  const words = search.elements.q.value.trim();
  list.search(readReceipt(words) ? "" : words);
});

desk.querySelector("[data-walk-in]").addEventListener("click", (event) => {
  if (state !== "offline") return;
  event.preventDefault();
  panel.show({ answer: "unknown", sentence: "当日参加は、つながってから登録できます。" });
});

const viewfinder = desk.querySelector("[data-viewfinder]");
const camera = new Camera({
  video: desk.querySelector("[data-video]"),
  decoder: desk.dataset.decoder,
  onText: checkInText,
});
desk.querySelector("[data-camera]").hidden = false;
desk.querySelector("[data-camera]").addEventListener("click", async () => {
  viewfinder.hidden = false;
  try {
    await camera.open();
  } catch {
    closeCamera();
    const sentence = "カメラを使えません。ブラウザーの設定で許可するか、氏名で探してください。";
    panel.show({ answer: "unknown", sentence });
  }
});
desk.querySelector("[data-camera-close]").addEventListener("click", closeCamera);

function closeCamera() {
  camera.close();
  viewfinder.hidden = true;
}

/* ---------- going on without a connection ---------- */
async function keepForOffline() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(desk.dataset.worker, { scope: "/checkin/" });
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) {
    await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  }
  for (const address of ownFiles()) fetch(address).catch(() => {});
}

function ownFiles() {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name.split("#")[0]);
  const files = [location.pathname, desk.dataset.list, ...loaded.filter((name) => name.includes("/static/"))];
  if ("BarcodeDetector" in window) return new Set(files);
  const decoder = new URL(desk.dataset.decoder, location.href);
  return new Set([...files, decoder.href, new URL("index.js", decoder).href]);
}

// Whoever signs out leaves no names on the tablet.
document.querySelectorAll('form[action$="/logout/"]').forEach((form) =>
  form.addEventListener("submit", () => caches.delete("desk")),
);
window.addEventListener("online", () => catchUp().then(reread));
window.addEventListener("offline", () => showState("offline"));
setInterval(() => document.visibilityState === "visible" && reread(), REREAD_EVERY);
setInterval(catchUp, RETRY_EVERY);

await reread();
await catchUp();
keepForOffline();
