// Raised hands: one's own button, and how many wait.
export class Hands {
  constructor({ button, place, store, client, raise }) {
    Object.assign(this, { button, place, store, client });
    button?.addEventListener("click", () => raise(!this.isUp));
    this.draw();
  }

  get isUp() {
    return String(this.client.member) in this.store.things("hand");
  }

  draw() {
    if (!this.button) return;
    const waiting = Object.values(this.store.things("hand"));
    this.button.setAttribute("aria-pressed", String(this.isUp));
    this.button.querySelector("span").textContent = this.isUp ? "挙手をやめる" : "挙手する";
    this.place.textContent = waiting.length ? `挙手 ${waiting.length}名` : "";
  }
}
