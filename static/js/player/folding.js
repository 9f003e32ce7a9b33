// One spelling for comparing: width, case and kana do not matter. Each folded character knows where it came from.
export function folded(text) {
  const characters = [];
  const places = [];
  let place = 0;
  for (const character of text) {
    for (const each of oneSpelling(character)) {
      characters.push(each);
      places.push([place, place + character.length]);
    }
    place += character.length;
  }
  return { text: characters.join(""), places };
}

function oneSpelling(character) {
  const plain = character.normalize("NFKC").toLowerCase();
  return plain.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60)).replace(/\s/g, "");
}

// Where `word` stands in `text`: each [start, end] in characters of the text as written.
export function placesOf(word, text) {
  const wanted = folded(word).text;
  if (!wanted) return [];
  const { text: within, places } = folded(text);
  const found = [];
  for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, at + wanted.length)) {
    found.push([places[at][0], places[at + wanted.length - 1][1]]);
  }
  return found;
}
