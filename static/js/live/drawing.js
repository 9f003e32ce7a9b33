// Small things every part of the room draws with.
const NEAR = 48;

// Texts of an element's parts by `data-part`; a part without a text is hidden.
export function fill(item, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const part = item.querySelector(`[data-part="${name}"]`);
    if (part.textContent !== String(text)) part.textContent = text;
    part.hidden = text === "";
  }
}

// 「15:02」 in Tokyo, wherever the browser is.
const hours = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", hour: "numeric", minute: "2-digit" });
export const clock = (at) => hours.format(new Date(at));

export const isNearEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
