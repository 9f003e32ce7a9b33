// A small picture of the moment under the pointer, from the sheets that were made of the film.
import { parsed, shown } from "./moments.js";

const CUE = /(?<from>[\d:.]+) --> (?<to>[\d:.]+)[^\n]*\n(?<sheet>[^\n#]+)#xywh=(?<area>[\d,]+)/g;

export function enableThumbnails({ range, box, index, duration }) {
  let pictures = null;

  const show = async (event) => {
    pictures ??= read(index);
    const found = await pictures;
    const { left, width } = range.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    const at = share * duration();
    const picture = found.findLast((each) => each.from <= at);
    if (!picture) return;
    const [x, y, wide, high] = picture.area;
    const image = box.firstElementChild;
    Object.assign(image.style, {
      width: `${wide}px`,
      height: `${high}px`,
      background: `url("${picture.sheet}") -${x}px -${y}px`,
    });
    box.lastElementChild.textContent = shown(at);
    box.hidden = false;
    const room = range.parentElement.clientWidth - box.offsetWidth;
    box.style.left = `${Math.min(room, Math.max(0, range.offsetLeft + share * width - box.offsetWidth / 2))}px`;
  };
  range.addEventListener("pointermove", (event) => event.pointerType === "mouse" && show(event));
  range.addEventListener("pointerleave", () => {
    pictures?.then(() => (box.hidden = true));
  });
}

async function read(index) {
  const answer = await fetch(index).catch(() => null);
  if (!answer?.ok) return [];
  const text = (await answer.text()).replaceAll("\r\n", "\n");
  return [...text.matchAll(CUE)].map(({ groups }) => ({
    from: parsed(groups.from) ?? 0,
    sheet: new URL(groups.sheet, new URL(index, location)).href,
    area: groups.area.split(",").map(Number),
  }));
}
