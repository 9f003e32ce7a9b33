// Who is here, by municipality: asked for when the tab is opened, and then no more than every 15 seconds.
const EVERY = 15_000;

export class People {
  constructor({ root, server }) {
    this.root = root;
    this.server = server;
    this.list = root.querySelector("[data-people]");
    this.none = root.querySelector("[data-none]");
    this.search = root.querySelector("input");
    this.places = [];
    this.search.addEventListener("input", () => this.draw());
    setInterval(() => this.isShown && this.read(), EVERY);
    new MutationObserver(() => this.isShown && this.read()).observe(root, { attributeFilter: ["hidden"] });
    if (this.isShown) this.read();
  }

  get isShown() {
    return !this.root.hidden && !document.hidden;
  }

  async read() {
    try {
      this.places = (await this.server.get("people")).places;
      this.draw();
    } catch {
      // what was known stays
    }
  }

  draw() {
    const words = this.search.value.trim();
    const found = this.places.filter(({ name, people }) => [name, ...people].some((text) => text.includes(words)));
    this.list.replaceChildren(...found.map((place) => this.item(place)));
    this.none.hidden = found.length > 0 || !words;
    this.none.textContent = `「${words}」に一致する参加者はいません`;
  }

  item({ name, people }) {
    const item = document.createElement("li");
    const strong = document.createElement("strong");
    strong.textContent = name;
    const who = document.createElement("span");
    who.className = "sub small";
    who.textContent = people.join("、");
    item.append(strong, who);
    return item;
  }
}
