// What was written and is not answered yet. It outlives a reload, goes out in the order written, and each piece keeps
// its id until the server has answered: sent twice, it is one.
import { Refused, newId } from "./server.js";

const AGAIN = [1000, 2000, 4000, 8000];

export class Outbox {
  // changed(): what waits has changed. answered(event): the server has it.
  constructor({ code, server, changed, answered }) {
    Object.assign(this, { server, changed, answered });
    this.name = `live:${code}:outbox`;
    this.pieces = JSON.parse(sessionStorage.getItem(this.name) ?? "[]");
    this.failures = 0;
    this.wake = () => {};
  }

  get waiting() {
    return this.pieces.filter((piece) => piece.state !== "failed").length;
  }

  add(act, fields) {
    this.pieces.push({ act, fields: { ...fields, client_id: newId() }, state: "sending", at: new Date().toISOString() });
    this.keep();
    this.send();
  }

  again(id) {
    const piece = this.pieces.find((one) => one.fields.client_id === id);
    piece.state = "sending";
    this.keep();
    this.send();
  }

  remove(id) {
    this.pieces = this.pieces.filter((one) => one.fields.client_id !== id);
    this.keep();
  }

  keep() {
    sessionStorage.setItem(this.name, JSON.stringify(this.pieces));
    this.changed();
  }

  // The line is back: no need to wait for the next attempt.
  hurry() {
    this.wake();
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    let piece;
    while ((piece = this.pieces.find((one) => one.state !== "failed"))) await this.sendOne(piece);
    this.isSending = false;
  }

  async sendOne(piece) {
    try {
      const { event } = await this.server.act(piece.act, piece.fields);
      this.failures = 0;
      this.remove(piece.fields.client_id);
      if (event) this.answered(event);
    } catch (error) {
      if (error instanceof Refused) return this.fail(piece, error);
      piece.state = "queued";
      this.keep();
      const delay = AGAIN[Math.min(this.failures, AGAIN.length - 1)];
      this.failures += 1;
      await new Promise((done) => {
        this.wake = done;
        setTimeout(done, delay * (0.75 + Math.random() / 2));
      });
    }
  }

  fail(piece, error) {
    piece.state = "failed";
    piece.sentence = error.message;
    this.keep();
  }
}
