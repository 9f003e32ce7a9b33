// A question asked from here carries video and second along.
export function carryMoment({ video, links, key }) {
  let second = -1;
  const carry = () => {
    const now = Math.floor(video.currentTime);
    if (now === second) return;
    second = now;
    for (const link of links) {
      const address = new URL(link.href);
      address.searchParams.set("video", key);
      address.searchParams.set("t", String(now));
      link.href = address.href;
    }
  };
  for (const event of ["timeupdate", "seeking"]) video.addEventListener(event, carry);
  carry();
}
