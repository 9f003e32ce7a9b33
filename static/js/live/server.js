// Asking and telling the server. A refusal is an answer; what did not arrive can be sent again with the same client id.
export class Refused extends Error {
  constructor(status, { error, code }, retryAfter) {
    super(error);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export class Unreachable extends Error {}

export class Server {
  constructor(code) {
    this.base = `/live/${code}/`;
  }

  async get(path, { timeout = 10_000, signal } = {}) {
    const signals = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])];
    return this.read(await this.fetch(path, { signal: anyOf(signals) }));
  }

  // `fields`: names and values; nothing and false are left out, as an unticked box is.
  async act(name, fields, timeout = 10_000) {
    const body = new FormData();
    for (const [key, value] of Object.entries(fields)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== null && one !== undefined && one !== false) body.append(key, one);
      }
    }
    const headers = { "X-CSRFToken": csrfToken() };
    return this.read(
      await this.fetch(`acts/${name}/`, { method: "POST", body, headers, signal: AbortSignal.timeout(timeout) }),
    );
  }

  async fetch(path, options) {
    const headers = { Accept: "application/json", ...options.headers };
    try {
      return await fetch(this.base + path, { ...options, headers, credentials: "same-origin" });
    } catch (error) {
      throw new Unreachable(error.message);
    }
  }

  async read(response) {
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    try {
      if (response.ok && isJson) return await response.json();
      const said = isJson ? await response.json() : { error: "", code: "" };
      const retryAfter = Number(response.headers.get("Retry-After")) || 0;
      if (response.status >= 500 && !retryAfter) throw new Unreachable(String(response.status));
      throw new Refused(response.status, said, retryAfter);
    } catch (error) {
      if (error instanceof Refused || error instanceof Unreachable) throw error;
      throw new Unreachable(error.message); // the answer was cut off
    }
  }
}

function anyOf(signals) {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort();
    signal.addEventListener("abort", () => controller.abort(), { once: true });
  }
  return controller.signal;
}

// From the cookie: signing in again, perhaps in another tab, changes it.
export function csrfToken() {
  const cookie = /(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie);
  return cookie ? cookie[1] : "";
}

export const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
