// Which parts were really played: what the server knows, and what this page has played since.
export class Watched {
  constructor(video, known) {
    Object.assign(this, { video, ranges: parsedRanges(known) });
  }

  // Before another source is loaded: the browser then forgets what it played.
  absorb() {
    this.ranges = this.all();
  }

  all() {
    const { played } = this.video;
    const here = Array.from({ length: played.length }, (_, index) => [played.start(index), played.end(index)]);
    return merged([...this.ranges, ...here]);
  }

  // Seconds of the stretch from `start` to `end` that were played.
  within(start, end) {
    return this.all().reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, end) - Math.max(from, start)), 0);
  }

  toString() {
    return this.all()
      .map(([from, to]) => `${from.toFixed(1)}-${to.toFixed(1)}`)
      .join(",");
  }
}

function parsedRanges(text) {
  return text ? text.split(",").map((range) => range.split("-").map(Number)) : [];
}

function merged(ranges) {
  const result = [];
  for (const [from, to] of ranges.sort((one, other) => one[0] - other[0])) {
    const last = result.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
