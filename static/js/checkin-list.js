// The list on the page: one row for each person, its state, and which rows a search leaves.
import { matches } from "./checkin-receipt.js";

const inTokyo = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", hour: "numeric", minute: "2-digit" });
export const clockTime = (moment) => inTokyo.format(new Date(moment));

export class List {
  constructor(desk) {
    this.rows = desk.querySelector("[data-people]");
    this.hits = desk.querySelector("[data-hits]");
    this.nobody = desk.querySelector("[data-nobody]");
    this.counts = [desk.querySelector("[data-checked-in]"), desk.querySelector("[data-expected]")];
    this.template = document.querySelector("[data-row-template]");
    this.people = new Map();
    this.words = desk.querySelector("[name=q]").value.trim();
  }

  // The whole list as the server tells it, in its order.
  take(people) {
    this.people = new Map(people.map((person) => [person.id, person]));
    const known = new Map([...this.rows.children].map((row) => [Number(row.dataset.person), row]));
    const rows = people.map((person) => known.get(person.id) ?? this.template.content.firstElementChild.cloneNode(true));
    if (rows.some((row, place) => row !== this.rows.children[place]) || rows.length !== this.rows.children.length) {
      this.rows.replaceChildren(...rows);
    }
    this.show();
  }

  update(person) {
    if (!this.people.has(person.id)) this.rows.append(this.template.content.firstElementChild.cloneNode(true));
    this.people.set(person.id, person);
    this.show();
  }

  search(words) {
    this.words = words;
    this.show();
  }

  show() {
    const people = [...this.people.values()];
    people.forEach((person, place) => fillRow(this.rows.children[place], person, this.isFound(person)));
    const found = people.filter((person) => this.isFound(person)).length;
    this.hits.hidden = !this.words;
    this.hits.textContent = this.words ? `「${this.words}」に${found}名` : "";
    this.nobody.hidden = found > 0;
    if (this.words) this.nobody.textContent = "見つかりません。別の言葉で探すか、当日参加として登録してください。";
    const here = people.filter((person) => person.at);
    const expected = people.filter((person) => person.at || !person.tag);
    this.counts.forEach((count, place) => (count.textContent = [here, expected][place].length));
  }

  isFound(person) {
    if (this.words) return matches(person, this.words);
    return person.mode !== "absent" || Boolean(person.at);
  }
}

function fillRow(row, person, isFound) {
  const part = (name) => row.querySelector(`[data-${name}]`);
  row.dataset.person = person.id;
  row.hidden = !isFound;
  row.classList.toggle("is-in", Boolean(person.at));
  part("place").textContent = person.place;
  row.querySelectorAll("[data-name]").forEach((name) => (name.textContent = person.name));
  part("kana").textContent = person.kana;
  part("receipt").textContent = person.receipt;
  part("tag").textContent = person.tag;
  part("tag").hidden = !person.tag;
  part("walk-in-mark").hidden = !person.is_walk_in;
  part("state").textContent = person.at ? `受付済み ${clockTime(person.at)}` : "未受付";
  part("label").textContent = person.at ? "取り消す" : "受付する";
  const button = row.querySelector("button");
  button.classList.toggle("btn--quiet", Boolean(person.at));
  button.classList.toggle("btn--primary", !person.at);
  const field = (name) => row.querySelector(`input[name=${name}]`);
  field("attendance").value = person.id;
  field("act").value = person.at ? "undo" : "check_in";
  field("seen").value = person.at;
}
