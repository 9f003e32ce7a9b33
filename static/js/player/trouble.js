// What to do where the film does not come: after three seconds a word, after twenty, or at an error, three ways out.
const SAY_AFTER = 3_000;
const GIVE_UP_AFTER = 20_000;
const MOVES = ["playing", "timeupdate", "seeked", "pause", "emptied"];

export function watchForTrouble({ video, source, band, box, read }) {
  let timers = [];

  const isComing = () => {
    timers.forEach(clearTimeout);
    timers = [];
    band.hidden = true;
  };
  const isWaiting = () => {
    if (timers.length) return;
    const say = () => {
      band.textContent = "読み込んでいます…";
      band.hidden = false;
    };
    timers = [setTimeout(say, SAY_AFTER), setTimeout(offer, GIVE_UP_AFTER)];
  };
  const offer = async () => {
    isComing();
    const isClosed = await isClosedByNow();
    box.querySelector("[data-blocked]").hidden = isClosed;
    box.querySelector("[data-closed]").hidden = !isClosed;
    box.hidden = false;
  };

  video.addEventListener("waiting", isWaiting);
  video.addEventListener("play", () => video.readyState < 3 && isWaiting());
  for (const event of MOVES) video.addEventListener(event, isComing);
  video.addEventListener("playing", () => (box.hidden = true));
  source.onFailure = offer;
  for (const way of document.querySelectorAll("[data-way]")) {
    way.addEventListener("click", (event) => {
      event.preventDefault();
      box.hidden = true;
      if (way.dataset.way === "read") read();
      else source.change(way.dataset.way);
    });
  }
  if (source.hasFailed()) offer(); // before this script was there to hear of it
}

// A window or a right may end while somebody watches: the page then says why.
async function isClosedByNow() {
  const answer = await fetch(location.pathname, { method: "HEAD" }).catch(() => null);
  return answer !== null && [403, 404].includes(answer.status);
}
