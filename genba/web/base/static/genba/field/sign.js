// A manager and a worker sign the report on the glass. Whoever cannot draw says yes by the tick alone.
import { actions, button, choice, el, errors, field, fill, input, link, mainButton, select, tellWrong, today, typedIn } from "./parts.js";

const WIDE = 1000;
const HIGH = 400;
const MOST = 20_000; // numbers in all strokes

export async function sign(app, id, fixes) {
  const { words, store, day } = app;
  const records = await store.records();
  const report = records.find((one) => one.id === id);
  if (!report) return [el("p", { className: "card" }, words.goneVisit)];
  const wrong = records.find((one) => one.id === fixes);
  const visit = day.visits.find((one) => one.code === report.body.engagement);
  const signed = records.filter((one) => one.kind === "signature" && one.body.visit === id && one.id !== fixes && one.state !== "to-fix").map((one) => one.body.role);
  const people = Object.fromEntries([["", words.anotherName], ...(visit?.people || []).map((one) => [one.code, `${one.name}, ${words.roles[one.role]}`])]);
  const pad = padOf(words);

  const form = el("form", { noValidate: true, onsubmit: (event) => (event.preventDefault(), keep()) },
    el("section", {}, el("p", {}, link(words.title, "#", "")), el("h1", {}, words.signReport), el("p", {}, words.signHow), errors(wrong?.said.join(" ")),
      signed.length ? el("ul", {}, ...signed.map((role) => el("li", {}, `${words.signed}: ${words.roles[role]}`))) : null,
      el("div", { className: "card" }, el("h2", {}, words.advised), el("div", { className: "lines" }, report.body.advice)),
      report.body.next_steps ? el("div", { className: "card" }, el("h2", {}, words.nextSteps), el("div", { className: "lines" }, report.body.next_steps)) : null),
    el("section", {}, el("div", { className: "rows narrow" },
      choice("role", words.role, words.roles), field(words.whoSigns, select("person", people)), field(words.name, input("name", { maxLength: 150 })),
      pad.element, el("label", { className: "tick" }, el("input", { type: "checkbox", name: "agrees" }), ` ${words.agrees}`))),
    mainButton(el("button", { className: "button main" }, words.sign), link(words.later, "#"))); // prettier-ignore
  fill(form, wrong?.typed || { role: signed.includes("manager") ? "worker" : "manager" });

  async function keep() {
    const typed = typedIn(form);
    if (!typed.person && !typed.name.trim()) return tellWrong(form, "name", words.whoFirst);
    if (!typed.agrees) return tellWrong(form, "agrees", words.agreeFirst);
    const chosen = visit?.people.find((one) => one.code === typed.person);
    const body = { visit: id, role: typed.role, person: typed.person || null, name: chosen ? chosen.name : typed.name.trim(), signed_on: today(), drawing: pad.strokes };
    try {
      await app.once(async () => {
        await app.write("signature", body, `${words.signReport}: ${body.name}`, { typed, replaces: fixes });
        signed.push(typed.role);
        app.go(signed.includes("manager") && signed.includes("worker") ? "#" : location.hash);
      });
    } catch {
      tellWrong(form, "", words.full);
    }
  }
  return [form];
}

function padOf(words) {
  const strokes = [];
  const canvas = el("canvas", { width: WIDE, height: HIGH, className: "pad", role: "img", "aria-label": words.signHere });
  const pen = canvas.getContext("2d");
  let stroke = null;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [Math.round(((event.clientX - box.left) / box.width) * WIDE), Math.round(((event.clientY - box.top) / box.height) * HIGH)];
  };
  const inked = () => Object.assign(pen, { lineWidth: 6, lineCap: "round", lineJoin: "round", strokeStyle: getComputedStyle(canvas).color });
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    stroke = at(event);
    strokes.push(stroke);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke || strokes.flat().length > MOST) return;
    const [x, y] = at(event);
    inked().beginPath();
    pen.moveTo(...stroke.slice(-2));
    pen.lineTo(x, y);
    pen.stroke();
    stroke.push(x, y);
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (stroke = null));
  const clear = () => {
    strokes.length = 0;
    pen.clearRect(0, 0, WIDE, HIGH);
  };
  return { strokes, element: el("div", { className: "field" }, el("p", {}, words.signHere), canvas, actions(button(words.signAgain, clear))) };
}
