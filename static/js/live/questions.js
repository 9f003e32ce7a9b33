// Questions and votes. The order changes only when the reader asks for it: nothing moves under the finger.
import { fill } from "./drawing.js";

const STATES = { now: "いま回答中", answered: "回答済み", written: "文書で回答済み" };
const VOTABLE = ["open", "now"];
const GONE = "事務局が非表示にしました";

export class Questions {
  // vote(question, isWanted): a promise of nothing, refused with a sentence.
  constructor({ root, store, client, vote }) {
    Object.assign(this, { root, store, client, vote });
    this.list = root.querySelector("[data-questions]");
    this.order = root.querySelector("[data-order]");
    this.renew = root.querySelector("[data-renew]");
    this.empty = root.querySelector("[data-empty]");
    this.template = document.getElementById("question-template");
    this.drawn = new Map();
    this.votes = new Set(client.votes);
    this.own = new Set(client.questions);
    this.changes = 0;
    this.order.addEventListener("change", () => this.arrange());
    this.renew.addEventListener("click", () => this.arrange());
    this.list.addEventListener("click", (event) => this.press(event));
    for (const question of Object.values(store.things("question"))) this.draw(question);
    this.arrange();
  }

  hear(event) {
    if (event.data.gone) return;
    const isNew = !this.drawn.has(event.data.id);
    this.draw(event.data);
    if (isNew || event.kind !== "question.voted") this.changes += 1;
    this.tell();
  }

  sorted() {
    const questions = Object.values(this.store.things("question"));
    const shown = this.order.value === "open" ? questions.filter((one) => VOTABLE.includes(one.state)) : questions;
    const first = (one) => (one.state === "now" ? 2 : Number(one.is_pinned));
    return shown.sort(
      (one, other) =>
        first(other) - first(one) ||
        (this.order.value === "new" ? other.id - one.id : other.votes - one.votes) ||
        one.id - other.id,
    );
  }

  arrange() {
    const items = this.sorted().map((question) => this.drawn.get(question.id));
    const focused = document.activeElement;
    this.list.replaceChildren(...items);
    if (this.list.contains(focused)) focused.focus();
    this.changes = 0;
    this.tell();
  }

  tell() {
    this.renew.hidden = this.changes === 0;
    this.renew.textContent = `並べ替えを更新（新着${this.changes}件）`;
    this.empty.hidden = this.drawn.size > 0;
  }

  draw(question) {
    const item = this.drawn.get(question.id) ?? this.place(question);
    const isHidden = question.state === "hidden";
    item.classList.toggle("question--now", question.state === "now");
    fill(item, {
      state: STATES[question.state] ?? "",
      pinned: question.is_pinned && !isHidden ? "固定" : "",
      text: isHidden ? GONE : question.text,
      author: this.own.has(question.id) ? "あなたの質問" : question.author.name,
      answer: question.answer && `回答：${question.answer}`,
      agenda: question.agenda ? `議題：${this.client.agenda[question.agenda] ?? ""}` : "",
    });
    const button = item.querySelector("[data-vote]");
    button.querySelector("[data-votes]").textContent = question.votes;
    button.setAttribute("aria-pressed", String(this.votes.has(question.id)));
    button.setAttribute("aria-disabled", String(!VOTABLE.includes(question.state) || this.client.isSilent));
  }

  place(question) {
    const item = this.template.content.firstElementChild.cloneNode(true);
    item.dataset.id = question.id;
    this.drawn.set(question.id, item);
    this.list.append(item); // below the others, which stay where they are
    return item;
  }

  async press(event) {
    const button = event.target.closest("[data-vote]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const question = this.store.things("question")[button.closest("[data-id]").dataset.id];
    const isWanted = !this.votes.has(question.id);
    if (await this.vote(question, isWanted)) {
      this.votes[isWanted ? "add" : "delete"](question.id);
      this.draw(this.store.things("question")[question.id]);
    }
  }

  // The server has a question of ours; it may still wait in the moderators' queue.
  owns(id) {
    this.own.add(id);
    const known = this.store.things("question")[id];
    if (known) this.draw(known);
  }

  redraw() {
    for (const question of Object.values(this.store.things("question"))) this.draw(question);
  }
}
