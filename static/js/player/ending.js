// After the end: what to watch next as links. Nothing starts by itself.
export function offerNext({ video, box }) {
  video.addEventListener("ended", () => (box.hidden = false));
  for (const event of ["playing", "seeking"]) {
    video.addEventListener(event, () => video.ended || (box.hidden = true));
  }
}
