// Moments of a recording: 「24:18」 to read, 「24分18秒」 to hear, `t=24:18` in an address.
const parts = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds || 0));
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
};
const two = (number) => String(number).padStart(2, "0");

export function shown(seconds) {
  const [hours, minutes, rest] = parts(seconds);
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export function spoken(seconds) {
  const [hours, minutes, rest] = parts(seconds);
  return `${hours ? `${hours}時間` : ""}${hours || minutes ? `${minutes}分` : ""}${rest}秒`;
}

// Seconds of 「24:18」, 「1:02:03」 or 「1458」; null where it is none of them.
export function parsed(text) {
  if (!/^\d{1,6}(:[0-5]?\d){0,2}(\.\d+)?$/.test(text ?? "")) return null;
  return text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

// The moment that an address asks for: `#t=24:18` before `?t=1458`; null where it asks for none.
export function askedFor(address) {
  const wanted = new URLSearchParams(address.hash.slice(1)).get("t") ?? address.searchParams.get("t");
  return parsed(wanted);
}
