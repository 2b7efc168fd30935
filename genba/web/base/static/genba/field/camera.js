// A photo of an action: the earlier one as a ghost over the viewfinder, or beside it where the camera cannot be drawn upon.
// Shrunk on the device, faces painted over where somebody wishes, and without anything but the picture.
import { actions, button, el, errors, field, input, link, mainButton, said, tellWrong, today } from "./parts.js";
import { decoded } from "./safe.js";
import { LONGEST, hashOf, paintable, shrunk } from "./picture.js";

export async function takePhoto(app, code, kind) {
  const { words, store, day } = app;
  const visit = day.visits.find((one) => one.plan.some((line) => line.code === code));
  const line = visit?.plan.find((one) => one.code === code);
  if (!line) return [el("p", { className: "card" }, words.goneVisit)];
  const ghost = line.before ? ((await store.get("ghosts")) || {})[line.before.address] : null;
  const earlier = ghost ? URL.createObjectURL(new Blob([decoded(ghost)], { type: "image/jpeg" })) : "";
  const place = el("div", { className: "rows" });
  const shows = input("shows", { maxLength: 200, value: kind === "before" ? line.problem : line.action });
  let canvas = null;

  const form = el("form", { noValidate: true, onsubmit: (event) => (event.preventDefault(), keep()) },
    el("section", {}, el("p", {}, link(visit.enterprise, `#visit/${visit.code}`, "")), el("h1", {}, kind === "before" ? words.photoBefore : words.photoAfter), el("p", {}, line.action), errors(),
      line.before ? el("p", { className: "quiet" }, said(words, "standThere", { shows: line.before.shows, day: line.before.day })) : null, place),
    el("section", {}, el("div", { className: "rows narrow" }, field(words.photoShows, shows))),
    mainButton(el("button", { className: "button main" }, words.photoKeep))); // prettier-ignore

  const taken = (picture) => {
    canvas = paintable(picture);
    canvas.setAttribute("aria-label", shows.value);
    place.replaceChildren(canvas, el("p", { className: "quiet" }, words.paintFaces), actions(button(words.photoRetake, start)));
  };
  const start = () => {
    canvas = null;
    const file = el("input", { type: "file", accept: "image/*", capture: "environment", name: "file" });
    file.addEventListener("change", async () => {
      try {
        taken(await shrunk(file.files[0], LONGEST));
      } catch {
        tellWrong(form, "file", words.noPhoto);
      }
    });
    const before = earlier ? el("figure", { className: "shot" }, el("img", { src: earlier, alt: line.before.shows, className: "photo" }), el("figcaption", {}, words.before)) : null;
    place.replaceChildren(...[before, navigator.mediaDevices ? actions(button(words.openCamera, () => view(words, place, earlier, taken, start))) : null, field(words.photoFile, file)].filter(Boolean));
  };
  start();

  async function keep() {
    if (!canvas) return tellWrong(form, "file", words.photoFirst);
    if (!shows.value.trim()) return tellWrong(form, "shows", words.showsFirst);
    const title = `${kind === "before" ? words.photoBefore : words.photoAfter}: ${line.action}`;
    try {
      await app.once(async () => {
        const bytes = await canvas.asJpeg();
        const content = await hashOf(bytes);
        await store.keepPhoto(content, bytes, { title, size: bytes.length, state: "here", received: 0 });
        await app.write("photo", { action: code, kind, shows: shows.value.trim(), taken_on: today(), content, size: bytes.length, position: null }, title);
        if (earlier) URL.revokeObjectURL(earlier);
        app.go(`#visit/${visit.code}`);
      });
    } catch {
      tellWrong(form, "", words.full);
    }
  }
  return [form];
}

// The viewfinder. A camera that nobody may use leaves the choice of a file, and says so.
async function view(words, place, earlier, taken, back) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: LONGEST } }, audio: false });
  } catch {
    back();
    place.prepend(el("p", { className: "card", role: "status" }, words.noCamera));
    return;
  }
  const video = el("video", { srcObject: stream, autoplay: true, muted: true, playsInline: true, className: "photo" });
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  addEventListener("hashchange", stop, { once: true });
  const shoot = async () => {
    const picture = await shrunk(video, LONGEST);
    stop();
    taken(picture);
  };
  place.replaceChildren(
    el("div", { className: "finder" }, video, earlier ? el("img", { src: earlier, alt: "", className: "photo ghost" }) : null),
    actions(button(words.shoot, shoot, { className: "button main" }), button(words.photoFileInstead, () => (stop(), back()))));  // prettier-ignore
}
