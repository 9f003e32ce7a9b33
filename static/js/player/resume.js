// 「前回は 24:18 まで視聴しました」: offered above the picture until something plays.
export function offerResuming({ video, strip, go, focusAfter, isAskedElsewhere }) {
  if (isAskedElsewhere) strip.hidden = true;
  for (const link of strip.querySelectorAll("[data-from]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(Number(link.dataset.from));
      video.play().catch(() => {});
    });
  }
  video.addEventListener("playing", () => {
    const hadFocus = strip.contains(document.activeElement);
    strip.hidden = true;
    if (hadFocus) focusAfter.focus();
  });
}
