// The room as this page knows it. Events may come twice, late or too early; what is shown moves on one by one.
import { Hole, apply } from "./state.js";

export class Store {
  constructor(state) {
    this.state = state;
    this.early = new Map();
    this.watchers = [];
    this.onHole = () => {};
  }

  get seq() {
    return this.state.seq;
  }

  things(name) {
    return this.state.things[name] ?? {};
  }

  get room() {
    return Object.values(this.things("room"))[0];
  }

  // `watch(event)` is called once for each event, in order, after it was applied.
  watch(watcher) {
    this.watchers.push(watcher);
  }

  hear(events) {
    for (const event of events) if (event.seq > this.seq) this.early.set(event.seq, event);
    while (this.early.size && this.step());
    if (this.early.size) this.onHole();
  }

  step() {
    const event = this.early.get(this.seq + 1);
    if (!event) return false;
    this.early.delete(event.seq);
    // Somebody's older words, which this page has not loaded, stay unloaded.
    const isUnknown = event.kind.startsWith("message.") && event.kind !== "message.posted" && !this.knows(event);
    try {
      this.state = isUnknown ? { ...this.state, seq: event.seq } : apply(this.state, event);
    } catch (error) {
      if (error instanceof Hole) return false;
      throw error;
    }
    if (!isUnknown) for (const watcher of this.watchers) watcher(event);
    return true;
  }

  knows(event) {
    return String(event.data.id) in this.things("message");
  }

  // Earlier messages, which come as they stand.
  addEarlier(messages) {
    const message = { ...Object.fromEntries(messages.map((one) => [String(one.id), one])), ...this.things("message") };
    this.state = { ...this.state, things: { ...this.state.things, message } };
  }
}
