// Reads QR codes from the camera: with the browser's own detector, else with the decoder in static/vendor/qr.
const EVERY = 200;
const SAME_TEXT_WAITS = 4000;
const WIDEST = 640;

export class Camera {
  constructor({ video, decoder, onText }) {
    Object.assign(this, { video, decoder, onText, stream: null, last: { text: "", at: 0 } });
  }

  // Throws where there is no camera or it is refused.
  async open() {
    this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    this.video.srcObject = this.stream;
    await this.video.play();
    this.read ??= await readerFor(this.decoder);
    this.look();
  }

  close() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = this.video.srcObject = null;
  }

  async look() {
    while (this.stream) {
      const text = await this.read(this.video);
      if (text && this.stream) this.tell(text);
      await new Promise((done) => setTimeout(done, EVERY));
    }
  }

  // A code held before the camera is read many times a second and is one reading.
  tell(text) {
    const now = Date.now();
    const isSame = text === this.last.text && now - this.last.at < SAME_TEXT_WAITS;
    this.last = { text, at: now };
    if (!isSame) this.onText(text);
  }
}

async function readerFor(decoder) {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue;
  }
  const { decodeQR } = await import(decoder);
  const canvas = document.createElement("canvas");
  return async (video) => decode(decodeQR, canvas, video);
}

function decode(decodeQR, canvas, video) {
  if (!video.videoWidth) return "";
  const scale = Math.min(1, WIDEST / video.videoWidth);
  canvas.width = video.videoWidth * scale;
  canvas.height = video.videoHeight * scale;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return ""; // no code in this picture
  }
}
