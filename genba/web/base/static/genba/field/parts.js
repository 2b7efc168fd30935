// Small pieces of a page. Text only ever arrives as text.
export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && name !== "list") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const said = (words, name, values = {}) =>
  Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), words[name]);

export const button = (text, onclick, properties = {}) => el("button", { type: "button", className: "button", onclick, ...properties }, text);
export const link = (text, href, className = "button") => el("a", { className, href }, text);
export const actions = (...children) => el("p", { className: "actions" }, ...children);
export const mainButton = (...children) => el("div", { className: "bar-bottom" }, ...children);

// A question, its place to answer, and a line that says what is wrong with the answer.
export function field(label, control, { hint, error } = {}) {
  control.id ||= `f-${control.name || crypto.randomUUID()}`;
  const notes = [];
  if (hint) notes.push(el("small", { id: `${control.id}-hint` }, hint));
  if (error) {
    notes.push(el("p", { className: "error", id: `${control.id}-error` }, error));
    control.setAttribute("aria-invalid", "true");
  }
  if (notes.length) control.setAttribute("aria-describedby", notes.map((note) => note.id).join(" "));
  return el("div", { className: "field" }, el("label", { htmlFor: control.id }, label), control, ...notes);
}

export const input = (name, properties = {}) => el("input", { type: "text", name, autocomplete: "off", ...properties });
export const area = (name, properties = {}) => el("textarea", { name, rows: 4, ...properties });
export const select = (name, options) => el("select", { name }, ...Object.entries(options).map(([value, text]) => el("option", { value }, text)));

export function choice(name, label, options, isMany = false) {
  const one = ([value, text]) => el("label", {}, el("input", { type: isMany ? "checkbox" : "radio", name, value }), text);
  return el("div", { className: "choice", role: isMany ? "group" : "radiogroup", "aria-label": label }, ...Object.entries(options).map(one));
}

// What stands in a form, by name; and the other way round. Several that are ticked stand side by side.
export function typedIn(form) {
  const data = new FormData(form);
  return Object.fromEntries([...data.keys()].map((name) => [name, data.getAll(name).join(" ")]));
}
export function fill(form, typed) {
  for (const control of form.elements) {
    if (!control.name || !(control.name in typed)) continue;
    if (control.type === "radio") control.checked = control.value === typed[control.name];
    else if (control.type === "checkbox") control.checked = typed[control.name].split(" ").includes(control.value);
    else control.value = typed[control.name];
  }
}

// The first thing that is wrong, beside its field and at the top; the reader is led there.
export function tellWrong(form, place, sentence) {
  const control = [...form.elements].find((one) => one.name === place && one.type !== "hidden");
  const box = form.querySelector(".errors");
  box.hidden = false;
  box.replaceChildren(el("p", {}, control ? el("a", { href: `#${control.id}`, onclick: (event) => (event.preventDefault(), control.focus()) }, sentence) : sentence));
  control?.setAttribute("aria-invalid", "true");
  const folded = control?.closest("details");
  if (folded) folded.open = true;
  (control || box).focus();
  box.scrollIntoView({ block: "nearest" });
}
export const errors = (sentence) => el("div", { className: "errors", role: "alert", tabIndex: -1, hidden: !sentence }, sentence ? el("p", {}, sentence) : null);

export const spoken = () => (document.documentElement.lang === "ar" ? "ar-EG" : document.documentElement.lang);
export const number = (value, digits = 0) => new Intl.NumberFormat(spoken(), { maximumFractionDigits: digits }).format(value);
export const moment = (at) => new Date(at).toLocaleString(spoken(), { dateStyle: "medium", timeStyle: "short" });
// The day by the calendar on the wall, not by that of Greenwich.
export const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

// One draft is kept at a time. What was typed meanwhile goes with the next, whole, so that what is newest never waits for more
// than one before it. `place` says when everything is kept.
export function inOrder(place, save) {
  let isAsked = false;
  let under = null;
  place.dataset.kept = "";
  async function work() {
    let trouble = null;
    while (isAsked) {
      isAsked = false;
      trouble = await save().then(() => null, (error) => error); // prettier-ignore
    }
    under = null;
    if (trouble) throw trouble;
    place.dataset.kept = "";
  }
  const keep = () => {
    isAsked = true;
    delete place.dataset.kept;
    return (under ||= work());
  };
  return { keep, done: () => Promise.resolve(under).catch(() => null) };
}
