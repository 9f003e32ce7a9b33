// What plays: the stream, the film as uploaded, a smaller picture or the sound alone. hls.js only where HLS is unknown.
const HLS = "application/vnd.apple.mpegurl";
const NETWORK_NO_SOURCE = 3;

export class Source {
  // `addresses`: of stream, film, low and sound, each where there is one; `library`: the address of hls.js.
  constructor(video, addresses, library) {
    Object.assign(this, { video, addresses, library, hls: null, beforeChange: () => {}, onFailure: () => {} });
    // The browser tries each <source> in turn; captions that fail are no failure of the film.
    video.addEventListener("error", (event) => event.target.tagName !== "TRACK" && this.hasFailed() && this.onFailure(), true);
  }

  // What the page names plays already, unless this browser needs help with it.
  start(kind, at) {
    if (this.needsLibrary(kind)) this.change(kind, { at, play: false });
    else if (at !== null) this.goTo(at);
  }

  needsLibrary(kind) {
    return this.addresses[kind].endsWith(".m3u8") && !this.video.canPlayType(HLS);
  }

  // Goes on where it stood, playing if it played.
  async change(kind, { at = this.video.currentTime, play = true } = {}) {
    this.beforeChange();
    this.hls?.destroy();
    this.hls = null;
    if (this.needsLibrary(kind)) await this.attach(this.addresses[kind]);
    else this.video.src = this.addresses[kind];
    this.goTo(at ?? 0);
    if (play) this.video.play().catch(() => {});
  }

  goTo(seconds) {
    const go = () => (this.video.currentTime = seconds);
    if (this.video.readyState > 0) go();
    else this.video.addEventListener("loadedmetadata", go, { once: true });
  }

  async attach(address) {
    try {
      const { default: Hls } = await import(this.library);
      this.hls = new Hls({ enableWorker: false, backBufferLength: 60 });
      this.hls.on(Hls.Events.ERROR, (_, data) => data.fatal && this.onFailure());
      this.hls.loadSource(address);
      this.hls.attachMedia(this.video);
    } catch {
      this.video.src = this.addresses.film;
    }
  }

  hasFailed() {
    return Boolean(this.video.error) || this.video.networkState === NETWORK_NO_SOURCE;
  }
}
