// Asking: what is typed is kept on the server as it is typed, and what is much alike is shown under the title.
const WAIT = 1500;
const NOT_SAVED = "下書きを保存できませんでした。つながりしだい、もう一度保存します。";
const form = document.querySelector("form[data-draft]");
const saved = form.querySelector("[data-saved]");
const place = form.querySelector("[data-similar-here]");
let timer = 0;
let asked = "";

function words() {
  const data = new FormData(form);
  data.delete("files");
  return data;
}

async function save() {
  timer = 0;
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: words(), redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    saved.textContent = (await answer.json()).saved;
  } catch {
    saved.textContent = NOT_SAVED;
    wait(WAIT * 10);
  }
}

function wait(milliseconds = WAIT) {
  clearTimeout(timer);
  timer = setTimeout(save, milliseconds);
}

async function findSimilar() {
  const title = form.elements.title.value.trim();
  if (title.length < 4 || title === asked) return;
  asked = title;
  const question = new URLSearchParams({ title, body: form.elements.body.value.slice(0, 500) });
  try {
    const answer = await fetch(`${form.dataset.similar}?${question}`, { redirect: "error" });
    if (answer.ok && asked === title) place.innerHTML = await answer.text();
  } catch {
    asked = "";
  }
}

form.addEventListener("input", () => wait());
form.addEventListener("change", () => wait(200));
form.elements.title.addEventListener("change", findSimilar);
form.elements.body.addEventListener("focus", findSimilar);
window.addEventListener("pagehide", () => {
  if (timer) navigator.sendBeacon(form.dataset.draft, words());
});
