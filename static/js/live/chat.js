// The chat: what was said, in order, kept where the reader is; nothing that is being typed is ever drawn again.
import { announceNew } from "./reading-out.js";
import { clock, fill, isNearEnd } from "./drawing.js";

const OWN_CHANGES = 5 * 60_000;
const AVATARS = { secretariat: "事", organiser: "主", advisor: "ア" };
const LEFT = { hidden: "事務局が非表示にしました", deleted: "投稿した人が削除しました" };

export class Chat {
  // act(name, message): something pressed at a message. earlier(): load what was said before.
  constructor({ root, store, outbox, client, act, say, earlier }) {
    Object.assign(this, { root, store, outbox, client, act, say });
    this.log = root.querySelector("[data-log]");
    this.list = root.querySelector("[data-messages]");
    this.pending = root.querySelector("[data-pending]");
    this.below = root.querySelector("[data-below]");
    this.template = document.getElementById("message-template");
    this.empty = root.querySelector("[data-empty]");
    this.drawn = new Map();
    this.unseen = 0;
    this.earlier = root.querySelector("[data-earlier]");
    this.earlier.addEventListener("click", earlier);
    this.log.addEventListener("scroll", () => isNearEnd(this.log) && this.seeAll());
    this.below.addEventListener("click", () => this.toEnd());
    root.addEventListener("click", (event) => this.press(event));
    this.drawAll();
    this.toEnd();
  }

  drawAll() {
    for (const message of this.inOrder()) this.draw(message);
    this.earlier.hidden = !this.store.state.has_earlier;
    this.tellEmpty();
  }

  inOrder() {
    return Object.values(this.store.things("message")).sort((one, other) => one.id - other.id);
  }

  // An event about a message was applied.
  hear(event) {
    const wasAtEnd = isNearEnd(this.log);
    const isNew = event.kind === "message.posted" && !this.drawn.has(event.data.id);
    this.draw(event.data);
    this.drawPending();
    this.tellEmpty();
    if (!isNew) return;
    const isOwn = event.data.author.member === this.client.member;
    if (!isOwn) announceNew(this.log, this.say);
    if (wasAtEnd || isOwn) return this.toEnd();
    this.unseen += 1;
    this.tellUnseen();
  }

  // Earlier messages above what is read, which stays where it is.
  prepend() {
    const live = this.log.getAttribute("aria-live");
    this.log.setAttribute("aria-live", "off");
    const before = this.log.scrollHeight - this.log.scrollTop;
    this.drawAll();
    this.log.scrollTop = this.log.scrollHeight - before;
    requestAnimationFrame(() => (live ? this.log.setAttribute("aria-live", live) : this.log.removeAttribute("aria-live")));
  }

  draw(message) {
    const item = this.drawn.get(message.id) ?? this.place(message);
    const isOwn = message.author.member === this.client.member;
    item.classList.toggle("message--own", isOwn);
    item.classList.toggle("message--staff", Boolean(message.author.role));
    item.classList.toggle("message--gone", message.state !== "shown");
    fill(item, {
      avatar: AVATARS[message.author.role] ?? [...message.author.name][0],
      name: isOwn ? "あなた" : message.author.name,
      text: message.state === "shown" ? message.text : LEFT[message.state],
      edited: message.is_edited && message.state === "shown" ? "（編集済み）" : "",
      reply: this.replyOf(message),
      agenda: message.agenda ? `議題：${this.client.agenda[message.agenda] ?? ""}` : "",
    });
    item.querySelector("time").dateTime = message.at;
    item.querySelector("time").textContent = clock(message.at);
    item.querySelector("[data-sent]").hidden = !isOwn;
    this.offer(item, message, isOwn);
  }

  replyOf(message) {
    const to = message.reply_to && this.store.things("message")[message.reply_to];
    if (!message.reply_to) return "";
    return to ? `${to.author.name}「${[...to.text].slice(0, 30).join("")}」への返信` : "前の発言への返信";
  }

  offer(item, message, isOwn) {
    const isShown = message.state === "shown";
    const isFresh = Date.now() - Date.parse(message.at) < OWN_CHANGES;
    const offered = {
      reply: isShown && !this.client.isSilent,
      edit: isShown && isOwn && isFresh && !this.client.isSilent,
      delete: isShown && isOwn && isFresh && !this.client.isSilent,
      hide: isShown && this.client.moderates,
    };
    for (const button of item.querySelectorAll("[data-act]")) button.hidden = !offered[button.dataset.act];
  }

  place(message) {
    const item = this.template.content.firstElementChild.cloneNode(true);
    item.id = `m-${message.id}`;
    item.dataset.id = message.id;
    const after = [...this.drawn.keys()].filter((id) => id > message.id);
    const next = after.length ? this.drawn.get(Math.min(...after)) : null;
    this.list.insertBefore(item, next);
    this.drawn.set(message.id, item);
    return item;
  }

  press(event) {
    const button = event.target.closest("[data-act]");
    const id = button?.closest("[data-id]")?.dataset.id;
    if (id) this.act(button.dataset.act, this.store.things("message")[id]);
  }

  // What was sent from here and is not answered yet stands last.
  drawPending() {
    const pieces = this.outbox.pieces.filter((piece) => piece.act === "message-post");
    this.pending.replaceChildren(...pieces.map((piece) => this.pendingItem(piece)));
    this.tellEmpty();
  }

  pendingItem(piece) {
    const item = document.getElementById("pending-template").content.firstElementChild.cloneNode(true);
    const says = { sending: "送信中…", queued: "つながりしだい送信します", failed: "送信できませんでした" };
    fill(item, { text: piece.fields.text, state: says[piece.state], sentence: piece.sentence ?? "" });
    const choices = item.querySelector("[data-choices]");
    choices.hidden = piece.state !== "failed";
    choices.querySelector("[data-again]").addEventListener("click", () => this.outbox.again(piece.fields.client_id));
    choices.querySelector("[data-drop]").addEventListener("click", () => this.outbox.remove(piece.fields.client_id));
    return item;
  }

  tellEmpty() {
    this.empty.hidden = this.drawn.size + this.pending.childElementCount > 0;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.seeAll();
  }

  seeAll() {
    this.unseen = 0;
    this.tellUnseen();
  }

  tellUnseen() {
    this.below.hidden = this.unseen === 0;
    this.below.firstElementChild.textContent = `新しいメッセージ ${this.unseen}件`;
  }
}
