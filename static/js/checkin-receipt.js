// Receipts and search words, read as the server reads them (sessions/enrolment/reception.py, studygroup/folding.py).
const RECEIPT = /^(?:([a-z0-9]+(?:-[a-z0-9]+)+)\s+)?a\s*-?\s*(\d{1,10})$/;
const HYPHENS = /[‐‑‒–—―−ー]/g;
const SELECTORS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const VARIANTS = { 藏: "蔵", 檜: "桧", 濵: "浜", 髙: "高", 﨑: "崎", 𠮷: "吉", 𣘺: "橋", 𡈽: "土", ヶ: "け", ヵ: "か", ゖ: "け", ゕ: "か" };

// {code, number}, or null where the text holds no receipt.
export function readReceipt(text) {
  const found = RECEIPT.exec(text.normalize("NFKC").replace(HYPHENS, "-").trim().toLowerCase());
  return found && { code: found[1] ?? "", number: Number(found[2]) };
}

export function fold(text) {
  const plain = text.replace(SELECTORS, "").normalize("NFKC").replace(/\s+/g, "").toLowerCase();
  return [...plain]
    .map((sign) => VARIANTS[sign] ?? sign)
    .map((sign) => (sign >= "ァ" && sign < "ヶ" ? String.fromCharCode(sign.charCodeAt(0) - 0x60) : sign))
    .join("");
}

export function matches(person, words) {
  return words.split(/\s+/).every((word) => person.search.includes(fold(word)));
}
