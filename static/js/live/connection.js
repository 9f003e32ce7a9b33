// How events come: by a socket, else by polls that wait, else by a poll every five seconds. Chosen and chosen again by
// itself. Whatever the way, it reads on from the number it has, so that changing it loses and doubles nothing.
import { Refused } from "./server.js";

export const BACKOFF = [1000, 2000, 4000, 8000];
const FIRST_FRAME = 5000; // a proxy may let a socket open and hold its frames back
const SILENCE = 40_000; // beats come every 15 s
const UNNOTICED = 5000;
const WAIT = 25;
const POLL = 5000;
const SOCKET_AGAIN = 60_000;
const CLOSED_FOR_GOOD = [4401, 4403];
const COME_AGAIN_AT_ONCE = 4408;

const jittered = (delay) => delay * (0.75 + Math.random() / 2);
const sleep = (delay) => new Promise((done) => setTimeout(done, delay));

export class Connection {
  // seq(): the last number known. hear(events, present). status(name, details), as in states.js.
  constructor({ server, seq, hear, status, stream = "" }) {
    Object.assign(this, { server, seq, hear, status, stream });
    this.way = "socket";
    this.refusals = 0; // sockets in a row that did not work
    this.failures = 0; // requests in a row that did not arrive
    this.lostAt = null;
    this.attempt = 0;
    this.wake = () => {};
    this.isOver = false;
    addEventListener("online", () => this.retryNow());
    addEventListener("offline", () => this.status("offline"));
  }

  async run() {
    while (!this.isOver) {
      if (this.way === "socket") await this.bySocket();
      else await this.byPolling();
    }
  }

  retryNow() {
    this.attempt = 0;
    this.wake();
  }

  pause(delay) {
    return new Promise((done) => {
      const timer = setTimeout(done, delay);
      this.wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  async bySocket() {
    const { worked, code } = await this.open();
    if (CLOSED_FOR_GOOD.includes(code)) return this.askWhy();
    if (worked) {
      this.refusals = 0;
      this.attempt = 0;
      this.lostAt = Date.now();
      this.tellWhenNoticed();
    } else {
      this.refusals += 1;
      this.lostAt ??= Date.now();
    }
    if (this.refusals >= 2) {
      this.way = "wait";
      return;
    }
    if (code !== COME_AGAIN_AT_ONCE) await this.pause(jittered(BACKOFF[Math.min(this.attempt, BACKOFF.length - 1)]));
    this.attempt += 1;
  }

  // A socket until it closes; `worked` once anything came through it.
  open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const query = new URLSearchParams({ after: this.seq(), stream: this.stream });
    return new Promise((done) => {
      const socket = new WebSocket(`${scheme}://${location.host}${this.server.base}socket?${query}`);
      let worked = false;
      let silence = setTimeout(() => finish(0), FIRST_FRAME);
      const finish = (code) => {
        clearTimeout(silence);
        this.socket = null;
        socket.onmessage = socket.onclose = null;
        socket.close();
        done({ worked, code });
      };
      socket.onmessage = ({ data }) => {
        worked = true;
        clearTimeout(silence);
        silence = setTimeout(() => finish(0), SILENCE);
        this.works("socket");
        this.take(JSON.parse(data));
      };
      socket.onclose = ({ code }) => finish(code);
      this.socket = socket;
      this.wake = () => finish(0);
    });
  }

  take(frame) {
    if (!("beat" in frame)) return this.hear([frame], null);
    this.hear([], frame.present);
    if (frame.beat > this.seq()) this.catchUp();
  }

  // What lies after the last number known; asked for when a hole shows.
  async catchUp() {
    if (this.catching) return;
    this.catching = true;
    try {
      let answer;
      do {
        answer = await this.read(0);
        this.hear(answer.events, answer.present);
      } while (answer.events.length && answer.seq > this.seq());
    } catch {
      // the next beat, event or reconnection asks again
    } finally {
      this.catching = false;
    }
  }

  read(wait, signal) {
    const query = new URLSearchParams({ after: this.seq(), stream: this.stream, ...(wait && { wait }) });
    return this.server.get(`events?${query}`, { timeout: (wait + 10) * 1000, signal });
  }

  async byPolling() {
    const retry = Date.now() + jittered(SOCKET_AGAIN);
    while (!this.isOver && Date.now() < retry) await this.pollOnce();
    if (this.isOver) return;
    const { worked, code } = await this.open();
    if (CLOSED_FOR_GOOD.includes(code)) return this.askWhy();
    if (worked) {
      this.way = "socket";
      this.refusals = 0;
    }
  }

  async pollOnce() {
    const began = Date.now();
    const waits = this.way === "wait" && this.failures === 0;
    const aborted = new AbortController();
    this.wake = () => aborted.abort();
    try {
      const answer = await this.read(waits ? WAIT : 0, aborted.signal);
      this.failures = 0;
      this.works(this.way);
      this.hear(answer.events, answer.present);
      // A server or proxy that does not let us wait is asked every five seconds.
      const cameAtOnce = Date.now() - began < 1000 && !answer.events.length;
      if (waits && cameAtOnce) this.way = "poll";
      if (this.way === "poll") await this.pause(jittered(POLL));
    } catch (error) {
      await this.failed(error, waits);
    }
  }

  async failed(error, waited) {
    if (error instanceof Refused && error.retryAfter) {
      this.status("busy", { seconds: error.retryAfter });
      return this.pause(jittered(error.retryAfter * 1000));
    }
    if (error instanceof Refused) return this.refused(error.message);
    this.failures += 1;
    this.lostAt ??= Date.now();
    if (waited) this.way = "poll"; // somebody between us ends what waits
    if (this.failures >= 2) this.status("offline");
    await this.pause(jittered(waited ? 200 : BACKOFF[Math.min(this.failures, BACKOFF.length - 1)]));
  }

  works(way) {
    const wasLost = this.lostAt !== null && Date.now() - this.lostAt > UNNOTICED;
    clearTimeout(this.noticing);
    this.lostAt = null;
    this.status(way === "socket" ? "good" : "polling", { wasLost });
  }

  // A short interruption is nobody's business.
  tellWhenNoticed() {
    clearTimeout(this.noticing);
    this.noticing = setTimeout(() => this.status("reconnecting", { attempt: this.attempt + 1 }), UNNOTICED);
  }

  // The way is open and the right is gone: the answer to a plain request says why.
  async askWhy() {
    try {
      await this.read(0);
      await sleep(1000);
    } catch (error) {
      if (error instanceof Refused) this.refused(error.message);
      else await this.pause(jittered(BACKOFF[1]));
    }
  }

  refused(sentence) {
    this.isOver = true;
    this.status("refused", { sentence });
  }
}
