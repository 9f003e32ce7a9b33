// What was pressed and is not answered yet. It outlives a reload and is sent in order until each key has its answer.
const PATIENCE = 4000;

export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export class Queue {
  constructor(code, address) {
    this.name = `desk:${code}:queue`;
    this.address = address;
    this.sending = null;
  }

  get waiting() {
    return JSON.parse(localStorage.getItem(this.name) ?? "[]");
  }

  write(acts) {
    if (acts.length) localStorage.setItem(this.name, JSON.stringify(acts));
    else localStorage.removeItem(this.name);
  }

  add(act) {
    this.write([...this.waiting, act]);
  }

  replace(act) {
    this.write(this.waiting.map((each) => (each.key === act.key ? act : each)));
  }

  remove(keys) {
    this.write(this.waiting.filter((act) => !keys.includes(act.key)));
  }

  // {state: "synced" | "offline" | "signed-out", answers, now}; one sending at a time, in the order of the presses.
  async send() {
    while (this.sending) await this.sending;
    this.sending = this.post().finally(() => (this.sending = null));
    return this.sending;
  }

  async post() {
    const acts = this.waiting.slice(0, 200);
    if (!acts.length) return { state: "synced", answers: [] };
    let response;
    try {
      response = await fetch(this.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
        body: JSON.stringify({ acts }),
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (!response.ok) return { state: response.status === 403 ? "signed-out" : "offline", answers: [] };
      const { answers, now } = await response.json();
      this.remove(answers.map((answer) => answer.key));
      return { state: "synced", answers, now };
    } catch {
      return { state: "offline", answers: [] };
    }
  }
}

// From the cookie: signing in again, perhaps in another tab, changes it.
function csrfToken() {
  const cookie = /(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie);
  return cookie ? cookie[1] : document.querySelector("[name=csrfmiddlewaretoken]").value;
}
