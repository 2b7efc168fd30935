// A visit: the plan first, then numbers, practices, advice. Every key that is pressed is kept as a draft.
import { area, el, errors, field, fill, inOrder, input, link, number, said, select, tellWrong, today, typedIn } from "./parts.js";
import { answers, kpiCards, periodField } from "./kpis.js";
import { follow, moreQuestions } from "./forms.js";
import { practiceCard, practicesIn } from "./practices.js";

export async function visit(app, code, fixes) {
  const { words, store, day } = app;
  const one = day.visits.find((each) => each.code === code);
  const wrong = fixes ? (await store.records()).find((record) => record.id === fixes) : null;
  if (!one) return [el("p", { className: "card" }, words.goneVisit)];
  const module = day.modules[one.slug];
  const name = fixes ? `visit/${fixes}` : `visit/${code}`;
  const draft = (await store.draft(name)) || wrong?.typed || { began_at: new Date().toISOString(), visited_on: today() };

  const more = moreQuestions(words, module, one);
  const form = el("form", { noValidate: true, onsubmit: (event) => (event.preventDefault(), finish()) },
    el("section", {}, el("p", {}, link(words.title, "#", "")), el("h1", {}, said(words, "visitTitle", { n: number(one.number), name: one.enterprise })), el("p", {}, module.title),
      errors(wrong?.said.join(" ")),
      el("div", { className: "rows" }, field(words.visitedOn, input("visited_on", { type: "date", max: today() })), field(words.met, input("met", { maxLength: 200 })))),
    el("section", {}, el("h2", {}, words.plan), one.plan.length ? el("div", { className: "rows" }, ...one.plan.map((line) => planCard(words, line))) : el("div", { className: "empty" }, el("p", {}, words.noPlan))),
    el("section", {}, el("h2", {}, words.numbers), el("p", {}, words.numbersHow),
      el("div", { className: "rows" }, periodField(words), ...kpiCards(words, module, one))),
    el("section", {}, el("h2", {}, words.practices), el("p", {}, words.practicesHow), ...module.areas.flatMap((each) => practiceCards(words, each, one))),
    el("section", {}, el("h2", {}, words.advice), el("p", {}, words.adviceHow),
      el("div", { className: "rows" }, field(words.advised, area("advice", { maxLength: 5000 })), field(words.nextSteps, area("next_steps", { maxLength: 5000 }), { hint: words.nextStepsHow }))),
    more ? el("section", {}, more.node) : null,
    el("div", { className: "bar-bottom" }, el("button", { className: "button main" }, words.keepVisit), el("p", { className: "quiet" }, words.keptHere))); // prettier-ignore
  fill(form, { ...more?.preset, ...draft });
  const now = () => ({ began_at: draft.began_at, ...typedIn(form) });
  const drafts = inOrder(form, () => store.keepDraft(name, now()));
  form.addEventListener("input", drafts.keep);
  if (more) {
    more.node.open = more.isBegun(typedIn(form));
    follow(form, more.part);
  }

  async function finish() {
    const typed = now();
    const { values, wrong: odd } = answers(words, module, one, typed);
    const [place, sentence] = odd || missing(words, one, typed) || more?.wrong(typed) || [];
    if (sentence) return tellWrong(form, place, sentence);
    const title = `${words.visit}: ${one.enterprise}`;
    try {
      await app.once(async () => {
        await drafts.done();
        const id = await app.write("visit", { ...bodyOf(one, typed, values), answers: more?.answers(typed) ?? {} }, title, { draft: name, typed, replaces: fixes });
        app.go(`#sign/${id}`);
      });
    } catch {
      tellWrong(form, "", words.full);
    }
  }
  return [form];
}

function missing(words, one, typed) {
  if (!typed.visited_on || typed.visited_on > today()) return ["visited_on", words.dayFirst];
  for (const { code } of one.plan) if (typed[`do-${code}`] === "dropped" && !typed[`why-${code}`].trim()) return [`why-${code}`, words.dropWhy];
  return typed.advice.trim() ? null : ["advice", words.adviceFirst];
}

function bodyOf(one, typed, values) {
  const [starts_on, ends_on] = typed.period.split("/");
  const decided = one.plan.filter(({ code }) => typed[`do-${code}`]);
  return {
    engagement: one.code, visited_on: typed.visited_on, advice: typed.advice.trim(), met: typed.met.trim(), next_steps: typed.next_steps.trim(),
    starts_on, ends_on, values, began_at: typed.began_at, ended_at: new Date().toISOString(),
    decisions: decided.map(({ code, state }) => ({ action: code, kind: typed[`do-${code}`], reason: typed[`why-${code}`].trim(), seen: state })),
    practices: practicesIn(typed),
  }; // prettier-ignore
}

function planCard(words, line) {
  const options = Object.fromEntries([["", words.asItWas], ...words.nextStates[line.state].map((kind) => [kind, words.actionStates[kind]])]);
  return el("fieldset", { className: "card" }, el("legend", { className: "hidden" }, line.action), el("h3", {}, line.action), el("p", {}, line.problem),
    el("p", {}, el("span", { className: "chip", "data-state": line.isLate ? "trouble" : "waiting" }, words.actionStates[line.state] + (line.isLate ? `, ${words.overdue}` : ""))),
    el("p", { className: "quiet" }, `${line.owner} · ${line.due}`),
    field(words.whatNow, select(`do-${line.code}`, options)), field(words.whyOrSaw, input(`why-${line.code}`, { maxLength: 300 })),
    el("p", { className: "actions" }, link(words.photoBefore, `#photo/${line.code}/before`), link(words.photoAfter, `#photo/${line.code}/after`))); // prettier-ignore
}

function practiceCards(words, each, one) {
  const cards = each.practices.map((practice) => practiceCard(words, practice, one.checks[practice.code]));
  return [el("h3", {}, each.title), el("div", { className: "rows" }, ...cards)];
}
