// A form of a module that has no page of its own: the baseline, with numbers and practices, and the pulse. Every key that is
// pressed is kept as a draft.
import { answers, kpiCards, periodField } from "./kpis.js";
import { area, el, errors, field, fill, inOrder, link, tellWrong, today, typedIn } from "./parts.js";
import { practicesIn } from "./practices.js";
import { answersOf, drawn } from "./questions.js";

const OUTPUT = "output-unit";
const MOST_UNIT = 30; // letters

const without = (items, name) => items.filter((one) => one.name !== name).map((one) => (one.items ? { ...one, items: without(one.items, name) } : one));

const KINDS = {
  baseline: {
    find: (day, code) => day.baselines?.find((one) => one.code === code),
    titles: (words) => [words.baselineTitle, words.keepBaseline, words.baseline],
    // An enterprise keeps its unit for good: it is asked for once.
    form: (one, form) => (one.hasUnit ? { ...form, items: without(form.items, OUTPUT) } : form),
    preset: (form) => ({ [`q-${form.day}`]: today() }),
    more: (words, module, one) => [
      el("section", {}, el("h2", {}, words.numbers), el("p", {}, words.numbersOrNot),
        el("div", { className: "rows" }, periodField(words), ...kpiCards(words, module, one))),
      el("section", {}, field(`${words.note} ${words.mayStayEmpty}`, area("note", { maxLength: 2000 }))),
    ],
    wrong: (words, module, one, form, typed) => {
      const { wrong } = answers(words, module, one, typed, { mustAnswer: true });
      return wrong || (typed.period.split("/")[1] > typed[`q-${form.day}`] ? ["period", words.periodOver] : null);
    },
    body: (words, module, one, form, typed, given) => {
      const { [form.day]: taken_on, [OUTPUT]: unit = "", ...rest } = given;
      const [starts_on, ends_on] = typed.period.split("/");
      const { values } = answers(words, module, one, typed, { mustAnswer: true });
      return { engagement: one.code, taken_on, starts_on, ends_on, values, practices: practicesIn(typed),
        output_unit: unit.slice(0, MOST_UNIT), note: typed.note.trim(), answers: rest };
    },
  },
  pulse: {
    find: (day, code) => day.asks?.find((one) => one.code === code),
    titles: (words) => [words.pulseTitle, words.keepAnswers, words.pulse],
    form: (one, form) => form,
    preset: (form, one) => ({ [`q-${form.day}`]: today(), ...Object.fromEntries(Object.entries(one.known).map(([name, value]) => [`q-${name}`, value])) }),
    more: () => [],
    wrong: () => null,
    body: (words, module, one, form, typed, given) => {
      const { "most-needed": most_needed = "", ...said } = given;
      const isYesNo = ([, value]) => value === "yes" || value === "no";
      return { ask: one.code, most_needed, yes: Object.fromEntries(Object.entries(said).filter(isYesNo).map(([name, value]) => [name, value === "yes"])),
        answers: Object.fromEntries(Object.entries(said).filter((pair) => !isYesNo(pair))) };
    },
  },
}; // prettier-ignore

export async function fillForm(app, slug, code, fixes) {
  const { words, store, day } = app;
  const kind = KINDS[slug];
  const one = kind?.find(day, code);
  const module = one && day.modules[one.slug];
  if (!module?.forms?.[slug]) return [el("p", { className: "card" }, words.goneForm)];
  const form = kind.form(one, module.forms[slug]);
  const wrong = fixes ? (await store.records()).find((record) => record.id === fixes) : null;
  const name = `form/${slug}/${fixes || code}`;
  const [title, keep, noun] = kind.titles(words);
  const part = drawn(words, module, form);
  const page = el("form", { noValidate: true, onsubmit: (event) => (event.preventDefault(), finish()) },
    el("section", {}, el("p", {}, link(words.title, "#", "")), el("h1", {}, title.replace("{name}", one.enterprise)), el("p", {}, module.title),
      errors(wrong?.said.join(" "))),
    ...gathered(part.nodes), ...kind.more(words, module, one),
    el("div", { className: "bar-bottom" }, el("button", { className: "button main" }, keep), el("p", { className: "quiet" }, words.keptHere))); // prettier-ignore
  fill(page, { ...kind.preset(form, one), ...((await store.draft(name)) || wrong?.typed) });
  const drafts = inOrder(page, () => store.keepDraft(name, typedIn(page)));
  page.addEventListener("input", drafts.keep);
  follow(page, part);

  async function finish() {
    const typed = typedIn(page);
    const found = part.judgeAll(typed)[0] || kind.wrong(words, module, one, form, typed);
    if (found) return tellWrong(page, ...found);
    const body = kind.body(words, module, one, form, typed, answersOf(form, part.state(typed)));
    try {
      await app.once(async () => {
        await drafts.done();
        one.kept = await app.write(slug, body, `${noun}: ${one.enterprise}`, { draft: name, typed, replaces: fixes });
        await store.put("day", day).catch(() => null); // no room: it is fetched again with the next network
        app.go("#");
      });
    } catch {
      tellWrong(page, "", words.full);
    }
  }
  return [page];
}

// What the form of a visit asks beyond the page of a visit. Nobody has to; but begun, it is answered as the form wants it.
export function moreQuestions(words, module, one) {
  const form = module.forms?.visit;
  if (!form?.items.length) return null;
  const practices = module.areas.flatMap((area) => area.practices);
  const known = (typed) => ({ [form.day]: typed.visited_on || "", ...Object.fromEntries(practices.map(({ code }) => [code, typed[`practice-${code}`] || ""])) });
  const part = drawn(words, module, form, { known, head: "h3" });
  const preset = { "q-visit-number": String(one.number) };
  const isBegun = (typed) => Object.entries(typed).some(([name, value]) => name.startsWith("q-") && value.trim() && value !== preset[name]);
  return {
    part, preset, isBegun,
    node: el("details", { className: "more" }, el("summary", { className: "button" }, words.moreQuestions),
      el("p", {}, words.moreQuestionsHow), ...gathered(part.nodes)),
    wrong: (typed) => (isBegun(typed) ? part.judgeAll(typed)[0] : null),
    answers: (typed) => (isBegun(typed) ? answersOf(form, part.state(typed)) : {}),
  }; // prettier-ignore
}

// At each key: what is asked. When an answer is given: whether it can be.
export function follow(page, part) {
  part.show(typedIn(page));
  page.addEventListener("input", () => part.show(typedIn(page)));
  page.addEventListener("change", ({ target }) => part.judge(typedIn(page), target.name));
}

// Groups are sections of the page; questions outside of any stand together.
function gathered(nodes) {
  const found = [];
  for (const node of nodes) {
    if (node.matches("section")) found.push(node);
    else if (found.at(-1)?.matches("section:not([data-loose])") ?? true) found.push(el("section", { "data-loose": "" }, el("div", { className: "rows" }, node)));
    else found.at(-1).firstChild.append(node);
  }
  return found;
}
