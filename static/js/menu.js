// The menu button: without JavaScript a link to the list, with it a button that opens and closes the list.
export function enableMenu(link) {
  const list = document.getElementById(link.hash.slice(1));
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.setAttribute("aria-controls", list.id);
  button.append(...link.childNodes);
  link.replaceWith(button);
  list.dataset.ready = "";

  const show = (open) => {
    list.classList.toggle("is-open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  show(false);
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  for (const part of [button, list]) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
      show(false);
      button.focus();
    });
  }
}
