// Captions in a band of their own below the picture, so that they hide nothing of a slide.
import { remember, remembered } from "./remembered.js";

export function enableCaptions({ video, band, button }) {
  const track = video.textTracks[0];
  if (!track) {
    button.hidden = true;
    return () => {};
  }
  const show = () => {
    const cues = [...(track.activeCues ?? [])];
    band.replaceChildren(...cues.flatMap((cue, index) => (index ? [document.createElement("br"), cue.text] : [cue.text])));
  };
  const set = (on) => {
    button.setAttribute("aria-pressed", String(on));
    band.hidden = !on;
  };
  track.mode = "hidden"; // read by us, not painted over the picture
  track.addEventListener("cuechange", show);
  // A telephone plays in its own full screen, which knows only captions that it paints itself.
  video.addEventListener("webkitbeginfullscreen", () => (track.mode = band.hidden ? "hidden" : "showing"));
  video.addEventListener("webkitendfullscreen", () => (track.mode = "hidden"));
  set(remembered("captions", true));

  const toggle = () => {
    set(band.hidden);
    remember("captions", !band.hidden);
  };
  button.addEventListener("click", toggle);
  return toggle;
}
