// Says something that happened after the page had loaded, in the place kept for it.
export function announceError(sentence) {
  const banner = document.createElement("section");
  banner.className = "banner banner--error";
  const text = document.createElement("p");
  text.className = "banner__title";
  text.textContent = sentence;
  banner.append(alertIcon(), text);
  document.getElementById("alert").replaceChildren(banner);
  banner.scrollIntoView({ block: "nearest" });
}

function alertIcon() {
  const icon = document.querySelector("svg.icon").cloneNode(true);
  icon.setAttribute("class", "icon");
  const use = icon.querySelector("use");
  use.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#i-alert`);
  return icon;
}
