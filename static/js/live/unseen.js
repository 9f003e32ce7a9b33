// What is new in a tab that is not open, as a number beside its name.
const NEWS = ["asked", "opened", "closed"];

export class Unseen {
  constructor(things) {
    this.counts = new Map(things.map((thing) => [thing, new Set()]));
    for (const thing of things) {
      const tab = this.badge(thing).closest("[role=tab]");
      tab.addEventListener("click", () => this.see(thing));
      tab.addEventListener("focus", () => this.see(thing));
    }
  }

  badge(thing) {
    return document.querySelector(`[data-count="${thing}"]`);
  }

  hear({ kind, data }) {
    const [thing, what] = kind.split(".");
    const unseen = this.counts.get(thing);
    if (!unseen || !NEWS.includes(what)) return;
    if (this.badge(thing).closest("[role=tab]").getAttribute("aria-selected") === "true") return;
    unseen.add(data.id);
    this.draw(thing);
  }

  see(thing) {
    this.counts.get(thing).clear();
    this.draw(thing);
  }

  draw(thing) {
    const badge = this.badge(thing);
    const { size } = this.counts.get(thing);
    const words = document.createElement("span");
    words.className = "vh";
    words.textContent = "件 新着";
    badge.replaceChildren(String(size), words);
    badge.classList.toggle("count--new", size > 0);
    badge.hidden = size === 0;
  }
}
