// The chapters: which one is playing, which ones have been watched, and the way to the next.
const DONE = 0.9;

export class Chapters {
  // `rows`: the list's items, each with its start in seconds and its title.
  constructor(rows, duration) {
    this.duration = duration;
    this.all = rows.map((row, index) => ({
      row,
      number: index + 1,
      start: Number(row.dataset.start),
      title: row.dataset.title,
    }));
  }

  at(seconds) {
    return this.all.findLast((chapter) => chapter.start <= seconds + 0.01);
  }

  endOf(chapter) {
    return this.all[chapter.number]?.start ?? this.duration();
  }

  // Where the next chapter begins; null in the last one.
  after(seconds) {
    return this.all.find((chapter) => chapter.start > seconds + 0.5)?.start ?? null;
  }

  // Where this chapter begins, or the one before where it has only just begun.
  before(seconds) {
    return this.all.findLast((chapter) => chapter.start < seconds - 3)?.start ?? 0;
  }

  show(seconds, watched) {
    const current = this.at(seconds);
    for (const chapter of this.all) {
      const length = this.endOf(chapter) - chapter.start;
      const isDone = length > 0 && watched.within(chapter.start, chapter.start + length) >= length * DONE;
      mark(chapter.row, { isCurrent: chapter === current, isDone });
    }
  }
}

function mark(row, { isCurrent, isDone }) {
  if (isCurrent) row.setAttribute("aria-current", "true");
  else row.removeAttribute("aria-current");
  row.classList.toggle("is-done", isDone);
  row.querySelector("[data-now]").hidden = !isCurrent;
  row.querySelector("[data-done]").hidden = !isDone;
}
