// Where one writes: a message, an answer to one, or one's own words anew. Drafts stay in this tab; Enter sends, except
// while a conversion (IME) is open.
const LIMIT = 500;
const WARN_FROM = 470;

export class Composer {
  // send(fields): {act, text, …}. `key` names the draft.
  constructor({ form, key, send }) {
    this.form = form;
    this.box = form.querySelector("textarea");
    this.mode = form.querySelector("[data-mode]");
    this.count = form.querySelector("[data-count]");
    this.key = key;
    this.send = send;
    this.target = null;
    this.box.value = sessionStorage.getItem(key) ?? this.box.value;
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.mode.querySelector("button").addEventListener("click", () => this.leaveMode());
    this.changed();
  }

  onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  changed() {
    if (!this.target || this.target.act !== "message-edit") sessionStorage.setItem(this.key, this.box.value);
    const length = this.box.value.length;
    this.count.hidden = length < WARN_FROM;
    this.count.textContent = length <= LIMIT ? `あと${LIMIT - length}字です` : `${length - LIMIT}字多すぎます`;
  }

  submit() {
    const text = this.box.value.trim();
    if (!text || this.box.value.length > LIMIT) return this.box.focus();
    const agenda = this.form.querySelector("[name=agenda_uid]:checked");
    this.send({ act: "message-post", ...this.target, text, agenda_uid: agenda?.value });
    this.box.value = "";
    if (agenda) agenda.checked = false;
    this.leaveMode();
  }

  reply(message) {
    this.enterMode({ act: "message-post", reply_to: message.id }, `${message.author.name} への返信`);
  }

  edit(message) {
    this.enterMode({ act: "message-edit", message: message.id }, "編集しています");
    this.box.value = message.text;
    this.changed();
  }

  enterMode(target, label) {
    this.leaveMode();
    this.target = target;
    this.mode.hidden = false;
    this.mode.firstElementChild.textContent = label;
    this.box.focus();
  }

  leaveMode() {
    const wasEditing = this.target?.act === "message-edit";
    this.target = null;
    this.mode.hidden = true;
    if (wasEditing) this.box.value = sessionStorage.getItem(this.key) ?? "";
    this.changed();
  }
}
