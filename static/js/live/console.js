// The console keeps itself new: a part is read again when something has happened, unless somebody is working in it.
import { Connection } from "./connection.js";
import { Server } from "./server.js";

const REST = 1500;
const root = document.querySelector("[data-console]");
const server = new Server(root.dataset.console);
const status = document.querySelector("[data-console-status]");
let timer = null;

// Somebody types here, or has opened something.
const isBusy = (part) =>
  Boolean(part.querySelector("details[open]")) ||
  part.contains(document.activeElement) ||
  [...part.querySelectorAll("textarea")].some((box) => box.value !== box.defaultValue);

async function renew() {
  timer = null;
  const response = await fetch(location.pathname, { credentials: "same-origin" });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  let left = 0;
  for (const part of root.querySelectorAll("section[aria-labelledby]")) {
    const fresh = page.querySelector(`section[aria-labelledby="${part.getAttribute("aria-labelledby")}"]`);
    if (!fresh || fresh.innerHTML === part.innerHTML) continue;
    if (isBusy(part)) left += 1;
    else part.replaceChildren(...fresh.childNodes);
  }
  status.textContent = left ? "新しい動きがあります。作業中の欄は、送ると更新されます。" : "";
}

for (const stream of ["", "desk"]) {
  let seq = Number(root.dataset[stream ? "desk" : "room"]);
  const connection = new Connection({
    server,
    stream,
    seq: () => seq,
    hear: (events) => {
      for (const event of events) seq = Math.max(seq, event.seq);
      if (events.length) timer ??= setTimeout(renew, REST);
    },
    status: (name, { sentence } = {}) => {
      if (name === "offline") status.textContent = "未接続です。つながると自動で更新します。";
      if (name === "refused") status.textContent = sentence || "ログインし直してください。";
    },
  });
  connection.run();
}
