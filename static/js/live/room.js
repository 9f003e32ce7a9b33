// Puts the room together: parts that know nothing of each other, around one store of what stands in it.
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Hands } from "./hands.js";
import { Outbox } from "./outbox.js";
import { People } from "./people.js";
import { Polls } from "./polls.js";
import { Questions } from "./questions.js";
import { Refused, Server } from "./server.js";
import { Status } from "./status.js";
import { Store } from "./store.js";
import { Unseen } from "./unseen.js";

const PRESENCE_EVERY = 15_000;

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const part = (name) => document.querySelector(`[data-room="${name}"]`);
const client = read("room-client");
const server = new Server(client.code);
const store = new Store(read("room-state"));
const say = (sentence) => (document.getElementById("room-says").textContent = sentence);

const outbox = new Outbox({
  code: client.code,
  server,
  changed: () => chat?.drawPending(),
  answered: (event) => {
    if (event.kind.startsWith("question.")) questions.owns(event.data.id);
    if (event.kind === "question.waiting") say("質問を受け付けました。事務局が確認してから表示します。");
    else store.hear([event]);
  },
});
const chat = new Chat({ root: part("chat"), store, outbox, client, say, act: onMessageAct, earlier: loadEarlier });
const questions = new Questions({ root: part("questions"), store, client, vote });
const connection = new Connection({
  server,
  seq: () => store.seq,
  hear: (events, present) => {
    store.hear(events);
    if (present !== null && present !== undefined) showPresent(present);
  },
  status: (name, details) => {
    status.set(name, details);
    if (["good", "polling"].includes(name)) outbox.hurry();
  },
});
const status = new Status({
  pill: part("pill"),
  banner: part("banner"),
  alert: part("alert"),
  waiting: () => outbox.waiting,
  retry: () => {
    connection.retryNow();
    outbox.hurry();
  },
});
store.onHole = () => connection.catchUp();
store.watch((event) => {
  const thing = event.kind.split(".")[0];
  if (thing === "message") chat.hear(event);
  if (thing === "question") questions.hear(event);
  if (thing === "poll") polls.hear(event);
  if (thing === "hand") hands.draw();
  unseen.hear(event);
  if (thing === "announcement") drawAnnouncements();
  if (thing === "room") drawRoom();
});

const polls = new Polls({
  root: part("polls"),
  store,
  client,
  answer: (poll, fields) => change("poll-answer", { poll: poll.id, ...fields }),
});
const hands = new Hands({
  button: part("hand"),
  place: part("hands"),
  store,
  client,
  raise: (isUp) => change("hand-raise", { is_up: isUp }),
});
const unseen = new Unseen(["question", "poll"]);
const composer = part("composer")
  ? new Composer({
      form: part("composer"),
      key: `live:${client.code}:draft`,
      send: ({ act, ...fields }) => (act === "message-edit" ? change(act, fields) : outbox.add(act, fields)),
    })
  : null;
new People({ root: part("people"), server });
wireQuestionForm();
drawAnnouncements();
drawRoom();
outbox.send();
chat.drawPending();
chat.toEnd();
connection.run();

async function change(act, fields) {
  try {
    const { event } = await server.act(act, fields);
    if (event) store.hear([event]);
    return true;
  } catch (error) {
    fail(error instanceof Refused ? error.message : "送信できませんでした。もう一度お試しください。");
    return false;
  }
}

function fail(sentence) {
  const place = part("failed");
  place.textContent = sentence;
  place.hidden = false;
  setTimeout(() => (place.hidden = true), 8000);
}

function onMessageAct(name, message) {
  if (name === "reply") composer?.reply(message);
  if (name === "edit") composer?.edit(message);
  if (name === "delete") change("message-delete", { message: message.id });
  if (name === "hide") askReason(message);
}

function askReason(message) {
  const dialog = document.getElementById("hide-dialog");
  const form = dialog.querySelector("form");
  form.onsubmit = (event) => {
    if (event.submitter?.value !== "hide") return;
    change("message-hide", { message: message.id, reason: form.elements.reason.value });
  };
  dialog.showModal();
}

function vote(question, isWanted) {
  return change("question-vote", { question: question.id, is_wanted: isWanted });
}

function wireQuestionForm() {
  const form = part("ask");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { text, is_anonymous: anonymous } = form.elements;
    if (!text.value.trim()) return text.focus();
    outbox.add("question-ask", { text: text.value.trim(), is_anonymous: anonymous.checked });
    form.reset();
    say("質問を送りました。");
  });
}

async function loadEarlier() {
  const first = Math.min(...Object.keys(store.things("message")).map(Number));
  try {
    const { messages, has_earlier: hasEarlier } = await server.get(`messages?before=${first}`);
    store.addEarlier(messages);
    store.state = { ...store.state, has_earlier: hasEarlier };
    chat.prepend();
  } catch {
    fail("読み込めませんでした。もう一度お試しください。");
  }
}

function drawAnnouncements() {
  const shown = Object.values(store.things("announcement")).filter((one) => one.is_pinned);
  const box = part("announcements");
  box.replaceChildren(
    ...shown.map(({ text }) => {
      const line = document.createElement("p");
      const who = document.createElement("strong");
      who.textContent = "事務局より";
      line.append(who, `　${text}`);
      return line;
    }),
  );
  box.closest(".pinned").hidden = shown.length === 0;
}

// What the office set, and where the agenda is.
function drawRoom() {
  const { room } = store;
  if (!room) return;
  client.isSilent = client.isSilent || room.is_closed;
  part("ended").hidden = !room.is_closed;
  part("live-chip").hidden = !room.is_open;
  for (const form of document.querySelectorAll("[data-writes]")) form.hidden = room.is_closed;
  const isShut = !room.is_chat_open && !client.role;
  if (composer) {
    part("chat-shut").hidden = !isShut || room.is_closed;
    composer.form.hidden = room.is_closed || isShut;
  }
  let isDone = Boolean(room.agenda);
  for (const item of document.querySelectorAll("[data-agenda]")) {
    const isNow = item.dataset.agenda === room.agenda;
    if (isNow) isDone = false;
    item.classList.toggle("is-done", isDone);
    if (isNow) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  }
  const choice = part("now-choice");
  if (choice) {
    choice.hidden = !room.agenda;
    choice.querySelector("input").value = room.agenda ?? "";
  }
  part("now").textContent = client.agenda[room.agenda] ?? "";
  part("now-box").hidden = !room.agenda;
  questions.redraw();
  for (const poll of Object.values(store.things("poll"))) polls.draw(poll);
}

let presentAt = 0;
function showPresent(count) {
  if (Date.now() - presentAt < PRESENCE_EVERY) return;
  presentAt = Date.now();
  part("present").textContent = count;
}
