// The PIN: chosen at the first opening, asked at each. Whoever forgot it signs in where there is a network and chooses another.
import { actions, button, el, errors, field, input, tellWrong } from "./parts.js";
import { decoded, lockOf, newKey, unlocked } from "./safe.js";

const PIN = /^\d{4,8}$/;
const PATIENT = 5; // wrong tries before each further one takes a while
const LONGEST = 300; // seconds

const nameOf = (user) => `genba-lock-${user}`;
const lockIn = (user) => JSON.parse(localStorage.getItem(nameOf(user)) || "null");
export const forgetLock = (user) => localStorage.removeItem(nameOf(user));
const keep = (user, lock) => localStorage.setItem(nameOf(user), JSON.stringify(lock));
export const knowDevice = (user, device) => keep(user, { ...lockIn(user), device });

function pinForm({ title, sentence, go, other }, done) {
  const pin = input("pin", { type: "password", inputMode: "numeric", maxLength: 8, autocomplete: "off" });
  const form = el("form", { noValidate: true, onsubmit: (event) => (event.preventDefault(), done(form, pin)) },
    el("section", {}, el("h1", {}, title), el("p", {}, sentence), errors(),
      el("div", { className: "rows narrow" }, field(go.label, pin)),
      actions(el("button", { className: "button main" }, go.text), other))); // prettier-ignore
  return form;
}

// Shows what is asked in `app`, and gives the raw key once it is known.
export function askPin(app) {
  const { words, dataset } = app;
  return lockIn(dataset.user)?.wrapped ? unlock(app, words, dataset.user) : choose(app, words, dataset.user, newKey());
}

function choose(app, words, user, raw) {
  return new Promise((known) => {
    const form = pinForm({ title: words.choosePin, sentence: words.choosePinWhy, go: { label: words.pinNew, text: words.pinKeep } }, async (_form, pin) => {
      if (!PIN.test(pin.value)) return tellWrong(form, "pin", words.pinShape);
      keep(user, { ...lockIn(user), ...(await lockOf(raw, pin.value)), tries: 0 });
      known(raw);
    });
    app.replaceChildren(form);
  });
}

function unlock(app, words, user) {
  return new Promise((known) => {
    const forgot = button(words.pinForgot, async () => {
      const raw = await fromServer(user);
      if (raw) known(await choose(app, words, user, raw));
      else tellWrong(form, "pin", words.pinForgotHow);
    });
    const form = pinForm({ title: words.enterPin, sentence: words.enterPinWhy, go: { label: words.pin, text: words.pinOpen }, other: forgot }, async (_form, pin) => {
      const lock = lockIn(user);
      const wait = lock.until ? Math.ceil((lock.until - Date.now()) / 1000) : 0;
      if (wait > 0 && wait <= LONGEST) return tellWrong(form, "pin", words.pinWait.replace("{n}", wait)); // a clock set back holds up nobody for long
      const raw = await unlocked(lock, pin.value);
      pin.value = "";
      const tries = raw ? 0 : (lock.tries || 0) + 1;
      const until = tries < PATIENT ? 0 : Date.now() + Math.min(LONGEST, 15 * 2 ** (tries - PATIENT)) * 1000;
      keep(user, { ...lock, tries, until });
      if (raw) known(raw);
      else tellWrong(form, "pin", words.pinWrong);
    });
    app.replaceChildren(form);
    form.elements.pin.focus();
  });
}

// The key as the server has it; null without a network, signed out, or on a device that was withdrawn.
async function fromServer(user) {
  const device = lockIn(user)?.device;
  const answer = device ? await fetch(`/api/v1/devices/${device}/key`, { credentials: "same-origin" }).catch(() => null) : null;
  return answer?.ok ? decoded((await answer.json()).key) : null;
}
