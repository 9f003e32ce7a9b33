// The pieces themselves: begun with POST, asked for with HEAD, sent with PATCH; remembered in the browser.
const PIECE = 8 * 1024 * 1024;
const PAUSES = [1, 2, 5, 10, 20]; // seconds before the next attempt
const PREFIX = "film-upload:";

export class Refusal extends Error {
  isRefusal = true;
}

const wait = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

const remembered = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));

/** What an earlier visit left unfinished and the server still has: { name, size, done }, or nothing. */
export async function unfinished() {
  for (const { key, address, name, size } of remembered()) {
    const answer = await fetch(address, { method: "HEAD" }).catch(() => null);
    const done = Number(answer?.headers.get("Upload-Offset"));
    if (answer?.ok && done < size) return { name, size, done };
    if (answer && !answer.ok) localStorage.removeItem(key);
  }
  return null;
}

export class FilmUpload {
  constructor(file, start, token) {
    this.file = file;
    this.start = start;
    this.key = `${PREFIX}${file.name}:${file.size}:${file.lastModified}`;
    this.headers = { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest", "Tus-Resumable": "1.0.0" };
  }

  /** Sends what is missing; `progress` hears the bytes that arrived. Resolves to the key of the whole film. */
  async send(progress) {
    await this.find();
    for (let tries = 0; this.done < this.file.size; ) {
      progress(this.done);
      try {
        await this.sendPiece();
        tries = 0;
      } catch (problem) {
        if (problem.isRefusal || tries >= PAUSES.length) throw problem;
        await wait(PAUSES[tries++]);
        await this.ask().catch(() => {});
      }
    }
    progress(this.done);
    localStorage.removeItem(this.key);
    return this.address.split("/").at(-2);
  }

  /** Where an earlier attempt stopped, or a new beginning. */
  async find() {
    this.address = JSON.parse(localStorage.getItem(this.key))?.address;
    if (this.address && (await this.ask())) return;
    const answer = await fetch(this.start, {
      method: "POST",
      headers: {
        ...this.headers,
        "Upload-Length": this.file.size,
        "Upload-Metadata": `filename ${base64(this.file.name)}`,
      },
    });
    await this.check(answer);
    this.address = answer.headers.get("Location");
    this.done = 0;
    const { name, size } = this.file;
    localStorage.setItem(this.key, JSON.stringify({ address: this.address, name, size }));
  }

  async ask() {
    const answer = await fetch(this.address, { method: "HEAD", headers: this.headers });
    if (answer.ok) this.done = Number(answer.headers.get("Upload-Offset"));
    return answer.ok;
  }

  async sendPiece() {
    const answer = await fetch(this.address, {
      method: "PATCH",
      headers: { ...this.headers, "Upload-Offset": this.done, "Content-Type": "application/offset+octet-stream" },
      body: this.file.slice(this.done, this.done + PIECE),
    });
    if (answer.status !== 409) await this.check(answer);
    this.done = Number(answer.headers.get("Upload-Offset"));
  }

  /** What the server refuses in words ends the upload; anything else may pass. */
  async check(answer) {
    if (answer.ok) return;
    const told = answer.status === 422 || answer.status === 403 ? await answer.json().catch(() => null) : null;
    if (answer.status === 422 || answer.status === 403 || answer.status === 404) {
      localStorage.removeItem(this.key);
      throw new Refusal(told?.error || "送信できませんでした。もう一度選んでください。");
    }
    throw new Error(`answered ${answer.status}`);
  }
}
