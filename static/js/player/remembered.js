// What a reader chose, kept in this browser: speed, volume, captions, following, single keys.
export function remembered(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(`player.${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`player.${name}`, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing: the choice holds for this page
  }
}
