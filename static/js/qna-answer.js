// Answering: the draft is saved as it is typed. Where somebody else saved, nothing is overwritten and it is said.
import { announceError } from "./announce.js";

const WAIT = 2000;
const NOT_SAVED = "下書きを保存できませんでした。つながりしだい、もう一度保存します。";
const form = document.querySelector("form[data-autosave]");
const saved = form.querySelector("[data-saved]");
let timer = 0;
let stopped = false;

async function save() {
  timer = 0;
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), redirect: "error" });
    const said = await answer.json();
    if (answer.status === 409) {
      stopped = true;
      announceError(said.error);
    } else if (answer.ok) {
      form.elements.read_revision.value = said.revision;
    }
    saved.textContent = said.saved ?? said.error;
  } catch {
    saved.textContent = NOT_SAVED;
    wait(WAIT * 10);
  }
}

function wait(milliseconds = WAIT) {
  clearTimeout(timer);
  if (!stopped) timer = setTimeout(save, milliseconds);
}

form.addEventListener("input", () => wait());
form.addEventListener("submit", () => clearTimeout(timer));
