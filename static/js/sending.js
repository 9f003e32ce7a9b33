// While a form is on its way its button says so and a second press does nothing.
const SENDING = "送信しています…";
const waiting = new Map();

function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (waiting.has(form)) {
    event.preventDefault();
    return;
  }
  const button = event.submitter ?? form.querySelector('button[type="submit"]');
  if (!button) return;
  waiting.set(form, { button, content: [...button.childNodes] });
  button.style.minWidth = `${button.offsetWidth}px`;
  button.setAttribute("aria-disabled", "true");
  button.replaceChildren(SENDING);
}

// A page that comes back from the browser's memory is ready to be sent again.
function restore() {
  for (const { button, content } of waiting.values()) {
    button.removeAttribute("aria-disabled");
    button.replaceChildren(...content);
  }
  waiting.clear();
}

export function markSending() {
  document.addEventListener("submit", onSubmit);
  window.addEventListener("pageshow", (event) => event.persisted && restore());
}
