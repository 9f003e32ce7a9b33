// Beside the picture: a press takes its present position into a field, or plays from a row. Without it one types.
const picture = document.querySelector("[data-picture]");
const rows = [...document.querySelectorAll("[data-row]")];

const inWords = (seconds) => {
  const whole = Math.floor(seconds);
  const part = (value, length = 2) => String(value).padStart(length, "0");
  const clock = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((value) => part(value));
  return `${clock.join(":")}.${part(Math.floor((seconds - whole) * 1000), 3)}`;
};

const inSeconds = (text) => {
  const parts = text.trim().replace(",", ".").split(":").map(Number);
  return parts.some(Number.isNaN) ? NaN : parts.reduce((sum, part) => sum * 60 + part, 0);
};

const startOf = (row) => inSeconds(row.querySelector(".moment")?.value || "-");

const markCurrent = () => {
  const current = rows.filter((row) => startOf(row) <= picture.currentTime).at(-1);
  for (const row of rows) row.classList.toggle("beside__row--current", row === current);
};

if (picture) {
  for (const button of document.querySelectorAll("[data-take]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset.take);
      field.value = inWords(picture.currentTime);
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    });
  }
  for (const row of rows) {
    const button = row.querySelector("[data-go]");
    button.hidden = false;
    button.addEventListener("click", () => {
      const start = startOf(row);
      if (Number.isNaN(start)) return;
      picture.currentTime = start;
      picture.play();
    });
  }
  picture.addEventListener("timeupdate", markCurrent);
}
