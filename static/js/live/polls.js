// Polls: the form is drawn once, so that a choice is never lost; around it the numbers change.
import { fill } from "./drawing.js";

const STATES = { open: ["受付中", "chip--live"], closed: ["終了", "chip--done"] };
const VOTERS = { person: "1人1回・無記名", department: "1部署1回・無記名" };
const SCALE_ENDS = { 5: "5（とてもそう思う）", 1: "1（まったくそう思わない）" };

export class Polls {
  // answer(poll, fields): a promise of whether it was taken.
  constructor({ root, store, client, answer }) {
    Object.assign(this, { root, store, client, answer });
    this.list = root.querySelector("[data-polls]");
    this.empty = root.querySelector("[data-empty]");
    this.answered = new Set(client.answers);
    this.drawn = new Map();
    for (const poll of Object.values(store.things("poll"))) this.draw(poll);
    this.tell();
  }

  hear(event) {
    this.draw(event.data);
    this.tell();
  }

  tell() {
    this.empty.hidden = this.drawn.size > 0;
  }

  draw(poll) {
    const item = this.drawn.get(poll.id) ?? this.place(poll);
    const [state, look] = STATES[poll.state];
    fill(item, { state, title: poll.title, terms: this.terms(poll), told: this.told(poll) });
    item.querySelector('[data-part="state"]').className = `chip ${look}`;
    const isOpen = poll.state === "open" && !this.answered.has(poll.id) && !this.client.isSilent;
    item.querySelector("[data-answer]").hidden = !isOpen;
    item.querySelector("[data-results]").replaceChildren(...(poll.results ?? []).map((one) => bar(one, poll.answers)));
  }

  terms(poll) {
    return poll.state === "closed" ? `回答 ${poll.answers}件` : `${VOTERS[poll.voter]}・回答 ${poll.answers}件`;
  }

  told(poll) {
    if (!this.answered.has(poll.id)) return "";
    return poll.results ? "投票しました。" : "投票しました。結果は締切後に表示します。";
  }

  place(poll) {
    const item = document.getElementById("poll-template").content.firstElementChild.cloneNode(true);
    const choices = item.querySelector("[data-choices]");
    choices.setAttribute("aria-label", poll.title);
    if (poll.kind === "words") choices.append(wordField());
    else choices.append(...poll.options.map((option) => choice(poll, option)));
    item.querySelector("form").addEventListener("submit", (event) => this.submit(event, poll.id));
    this.drawn.set(poll.id, item);
    this.list.prepend(item);
    return item;
  }

  async submit(event, id) {
    event.preventDefault();
    const data = new FormData(event.target);
    const word = data.get("word")?.trim();
    const fields = word ? { word } : { choices: data.getAll("choices") };
    if (!word && !fields.choices.length) return event.target.querySelector("input").focus();
    if (await this.answer(this.store.things("poll")[id], fields)) this.answered.add(id);
    this.draw(this.store.things("poll")[id]);
  }
}

function choice(poll, option) {
  const label = document.createElement("label");
  const isMultiple = poll.kind === "multiple";
  label.className = isMultiple ? "check" : "radio";
  const input = document.createElement("input");
  Object.assign(input, { type: isMultiple ? "checkbox" : "radio", name: "choices", value: option });
  const words = document.createElement("span");
  words.textContent = poll.kind === "scale" ? (SCALE_ENDS[option] ?? option) : option;
  label.append(input, words);
  return label;
}

function wordField() {
  const label = document.createElement("label");
  label.textContent = "短い言葉（40字まで）";
  const input = document.createElement("input");
  Object.assign(input, { className: "input", name: "word", maxLength: 40 });
  label.append(input);
  return label;
}

function bar({ label, count }, total) {
  const item = document.createElement("li");
  item.className = "bar";
  const name = document.createElement("span");
  name.textContent = label;
  const value = document.createElement("span");
  value.className = "bar__value";
  value.textContent = `${count}件（${total ? Math.round((count * 100) / total) : 0}％）`;
  const track = document.createElement("progress");
  track.className = "bar__track";
  track.setAttribute("aria-hidden", "true");
  Object.assign(track, { max: total || 1, value: count });
  item.append(name, value, track);
  return item;
}
