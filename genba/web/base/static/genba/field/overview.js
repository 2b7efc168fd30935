// Today: classes and visits that are on the device, and what to do with each.
import { actions, button, el, link, moment, number, said } from "./parts.js";

export async function today(app) {
  const { words, day } = app;
  if (!day) return [el("section", {}, el("h1", {}, words.title), app.state === "withdrawn" ? null : el("p", { className: "card" }, words.nothingYet))];
  const both = (day.disagreements || []).map((one) => el("li", { className: "card" }, el("strong", {}, one.title), actions(link(words.lookAndDecide, `#both/${one.code}`))));
  return [
    el("section", {}, el("h1", {}, words.title), both.length ? [el("h2", {}, words.twoSay), el("ul", { className: "rows" }, ...both)] : null),
    el("section", {}, el("h2", {}, words.classes), rows(day.classes.map((room) => classCard(words, day, room)), words.noClass), left(words, day, "class")),
    el("section", {}, el("h2", {}, words.visits), rows(day.visits.map((one) => visitCard(words, day, one)), words.noVisit), left(words, day, "visit")),
    ...waiting(words, day, "baseline", words.baselines, day.baselines, words.takeBaseline),
    ...waiting(words, day, "pulse", words.pulse, day.asks, words.askPulse),
    ...notesOf(words, day),
    el("section", {},
      el("p", { className: "quiet" }, said(words, "fetched", { kb: number(Math.ceil(day.bytes / 1024)), at: moment(day.at) })),
      await used(words), await leave(app), install(words)),
  ]; // prettier-ignore
}

// What is due later stays behind, and whoever needs it is told how it comes along.
function left(words, day, kind) {
  const n = day.left?.[kind];
  return n ? el("p", { className: "quiet" }, said(words, kind === "pulse" ? "leftAsks" : "left", { n: number(n) })) : null;
}

const rows = (cards, none) => (cards.length ? el("ul", { className: "rows" }, ...cards) : el("div", { className: "empty" }, el("p", {}, none)));

function classCard(words, day, room) {
  const sessions = room.sessions.filter((one) => one.is_open);
  const asks = day.modules[room.slug].questions.length && sessions.length;
  return el("li", { className: "card" }, el("strong", {}, room.place), el("p", {}, room.module),
    actions(...sessions.map((one) => link(`${one.label}${room.lists[one.key] ? " ✓" : ""}`, `#list/${room.code}/${one.key}`))),
    asks ? actions(link(words.askThem, `#ask/${room.code}`), link(words.countPaper, `#tally/${room.code}`)) : null); // prettier-ignore
}

function visitCard(words, day, one) {
  const when = said(words, one.isPlanned ? "visitPlanned" : one.day ? "visitDue" : "visitNext", { n: number(one.number), day: one.day });
  return el("li", { className: "card" }, el("strong", {}, one.enterprise), el("p", {}, day.modules[one.slug].title),
    el("p", {}, one.isLate ? el("span", { className: "chip", "data-state": "trouble" }, when) : when),
    actions(link(words.reportVisit, `#visit/${one.code}`))); // prettier-ignore
}

// What waits for a form of a module. One that was filled in here and is not a fact yet opens again, to be put right.
function waiting(words, day, kind, title, all, press) {
  const cards = (all || []).filter((one) => day.modules[one.slug].forms[kind]).map((one) =>
    el("li", { className: "card" }, el("strong", {}, one.enterprise), el("p", {}, day.modules[one.slug].title), one.when ? el("p", {}, one.when) : null,
      actions(link(`${press}${one.kept ? " ✓" : ""}`, `#form/${kind}/${one.code}${one.kept ? `/${one.kept}` : ""}`)))); // prettier-ignore
  return cards.length ? [el("section", {}, el("h2", {}, title), el("ul", { className: "rows" }, ...cards), left(words, day, kind))] : [];
}

function notesOf(words, day) {
  const modules = Object.values(day.modules).filter((one) => one.notes.length);
  if (!modules.length) return [];
  const texts = modules.flatMap((module) => module.notes.map((note) => {
    const prose = el("div", { className: "prose" });
    prose.innerHTML = note.html; // cleaned by the server, as for its own pages
    return el("details", { className: "card" }, el("summary", {}, `${module.title}: ${note.title}`), prose);
  })); // prettier-ignore
  return [el("section", {}, el("h2", {}, words.notes), el("div", { className: "rows" }, ...texts))];
}

async function used(words) {
  const told = await navigator.storage?.estimate?.();
  return told ? el("p", { className: "quiet" }, said(words, "used", { mb: number(told.usage / 1e6, 1), of: number(told.quota / 1e6) })) : null;
}

// Far from the enterprise is told, the position is not shown; only with the trainer's leave.
async function leave({ words, store }) {
  const tick = el("input", { type: "checkbox", checked: Boolean(await store.get("sayWhere")) });
  tick.addEventListener("change", () => store.put("sayWhere", tick.checked));
  return el("label", { className: "tick" }, tick, ` ${words.sayWhere}`);
}

let prompt = null;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  prompt = event;
});

function install(words) {
  if (matchMedia("(display-mode: standalone)").matches) return null;
  if (prompt) return actions(button(words.install, () => prompt.prompt()));
  return el("p", { className: "quiet" }, words.installHow);
}
