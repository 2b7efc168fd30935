// How people found the class: one after another on a shared phone, or counted from paper. Only counts are kept, from the
// first tap on: who answered what, and in which order, is nowhere.
import { actions, button, choice, el, errors, field, fill, inOrder, input, link, mainButton, number, said, tellWrong, typedIn } from "./parts.js";
import { plain } from "../kpi-ratio.js";

const SCORES = [1, 2, 3, 4, 5];
const MOST = 500;

const roomOf = (app, code) => app.day.classes.find((one) => one.code === code);
const draftOf = (code) => `ask/${code}`;
const empty = () => ({ people: 0, counts: {} });

export async function ask(app, code) {
  const { words, store } = app;
  const room = roomOf(app, code);
  if (!room) return [el("p", { className: "card" }, words.gone)];
  const kept = (await store.draft(draftOf(code))) || empty();
  const finish = () =>
    app.once(async () => {
      const body = { workshop: code, way: "screen", counts: kept.counts, people: kept.people };
      await app.write("satisfaction", body, `${words.askThem}: ${room.place}`, { draft: draftOf(code) });
      app.go("#");
    });
  return [
    el("section", {}, el("p", {}, link(words.title, "#", "")), el("h1", {}, words.askThem), el("p", {}, room.place), el("p", {}, words.askHow),
      el("p", { role: "status" }, said(words, "answered", { n: number(kept.people) })),
      actions(link(words.nextPerson, `#person/${code}`, "button main"), kept.people ? button(words.askFinish, finish) : null)),
  ]; // prettier-ignore
}

export async function askPerson(app, code) {
  const { words, store } = app;
  const room = roomOf(app, code);
  if (!room) return [el("p", { className: "card" }, words.gone)];
  const { questions } = app.day.modules[room.slug];
  const form = el("form", { noValidate: true, onsubmit: (event) => (event.preventDefault(), keep()) },
    el("section", {}, el("h1", {}, words.askPersonTitle), el("p", {}, words.askAnonymous), errors(),
      el("div", { className: "rows" }, ...questions.map((one) =>
        el("fieldset", { className: "card" }, el("legend", { className: "hidden" }, one.text), el("p", {}, el("strong", {}, one.text)), choice(one.code, one.text, words.scores))))),
    mainButton(el("button", { className: "button main" }, words.askDone))); // prettier-ignore
  async function keep() {
    const given = Object.entries(typedIn(form));
    if (!given.length) return tellWrong(form, questions[0].code, words.askOne);
    await app.once(async () => {
      const kept = (await store.draft(draftOf(code))) || empty();
      for (const [question, score] of given) {
        kept.counts[question] ||= {};
        kept.counts[question][score] = (kept.counts[question][score] || 0) + 1;
      }
      await store.keepDraft(draftOf(code), { ...kept, people: kept.people + 1 });
      location.replace(`#ask/${code}`); // "back" does not show the answers of the one before
    });
  }
  return [form];
}

export async function tally(app, code, fixes) {
  const { words, store } = app;
  const room = roomOf(app, code);
  if (!room) return [el("p", { className: "card" }, words.gone)];
  const wrong = fixes ? (await store.records()).find((one) => one.id === fixes) : null;
  const { questions } = app.day.modules[room.slug];
  const name = `tally/${code}`;
  const cell = (question, score) =>
    field(String(words.scores[score]), input(`${question.code}_${score}`, { inputMode: "numeric", "aria-label": said(words, "howMany", { question: question.text, score: words.scores[score] }) }));
  const form = el("form", { noValidate: true, onsubmit: (event) => (event.preventDefault(), keep()) },
    el("section", {}, el("p", {}, link(words.title, "#", "")), el("h1", {}, words.countPaper), el("p", {}, room.place), el("p", {}, words.tallyHow), errors(wrong?.said.join(" ")),
      el("div", { className: "rows" }, ...questions.map((one) =>
        el("fieldset", { className: "card" }, el("legend", { className: "hidden" }, one.text), el("p", {}, el("strong", {}, one.text)), el("div", { className: "tally" }, ...SCORES.map((score) => cell(one, score))))))),
    mainButton(el("button", { className: "button main" }, words.keepTally))); // prettier-ignore
  fill(form, (await store.draft(name)) || wrong?.typed || {});
  const drafts = inOrder(form, () => store.keepDraft(name, typedIn(form)));
  form.addEventListener("input", drafts.keep);

  async function keep() {
    const typed = typedIn(form);
    const counts = {};
    for (const question of questions)
      for (const score of SCORES) {
        const words_ = typed[`${question.code}_${score}`].trim();
        const n = words_ ? plain(words_) : 0;
        if (!Number.isInteger(n) || n > MOST) return tellWrong(form, `${question.code}_${score}`, words.tallyWhole);
        if (n) (counts[question.code] ||= {})[score] = n;
      }
    const people = Math.max(0, ...Object.values(counts).map((one) => Object.values(one).reduce((sum, n) => sum + n, 0)));
    if (!people) return tellWrong(form, "", words.tallyFirst);
    const way = wrong?.body.way || "paper";
    await app.once(async () => {
      await drafts.done();
      await app.write("satisfaction", { workshop: code, way, counts, people }, `${words.countPaper}: ${room.place}`, { draft: name, typed, replaces: fixes });
      app.go("#");
    });
  }
  return [form];
}
