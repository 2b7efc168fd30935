// A picture as it travels: at most 1600 pixels and 300 KB, JPEG drawn anew, so that nothing but the picture is in it.
import { el } from "./parts.js";

export const LONGEST = 1600;
const MOST = 300 * 1024;
const QUALITIES = [0.82, 0.7, 0.58, 0.45, 0.35];
const BLOT = 28; // pixels of the screen under a finger

export async function shrunk(source, longest) {
  const picture = source instanceof HTMLVideoElement ? source : await createImageBitmap(source, { imageOrientation: "from-image" });
  const [wide, high] = [picture.videoWidth || picture.width, picture.videoHeight || picture.height];
  const scale = Math.min(1, longest / Math.max(wide, high));
  const canvas = el("canvas", { width: Math.max(1, Math.round(wide * scale)), height: Math.max(1, Math.round(high * scale)) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close?.();
  return canvas;
}

// Whoever draws over it with a finger paints that part over, for good.
export function paintable(canvas) {
  canvas.className = "photo paint";
  canvas.setAttribute("role", "img");
  const pen = canvas.getContext("2d");
  let isDown = false;
  const blot = (event) => {
    const box = canvas.getBoundingClientRect();
    const scale = Math.max(canvas.width / box.width, canvas.height / box.height);
    pen.fillStyle = "#777";
    pen.beginPath();
    pen.arc(((event.clientX - box.left) / box.width) * canvas.width, ((event.clientY - box.top) / box.height) * canvas.height, BLOT * scale, 0, 2 * Math.PI);
    pen.fill();
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    isDown = true;
    blot(event);
  });
  canvas.addEventListener("pointermove", (event) => isDown && blot(event));
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (isDown = false));
  canvas.asJpeg = () => asJpeg(canvas);
  return canvas;
}

async function asJpeg(canvas) {
  let bytes = null;
  for (const quality of QUALITIES) {
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    bytes = new Uint8Array(await blob.arrayBuffer());
    if (bytes.length <= MOST) return bytes;
  }
  const smaller = el("canvas", { width: Math.round(canvas.width * 0.75), height: Math.round(canvas.height * 0.75) });
  smaller.getContext("2d").drawImage(canvas, 0, 0, smaller.width, smaller.height);
  return asJpeg(smaller); // a picture of nothing but detail: fewer pixels
}

export async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
