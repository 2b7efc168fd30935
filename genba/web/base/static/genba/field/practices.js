// Good practices: how each stood the last time, how it stands now, and what shows it.
import { choice, el, field, input } from "./parts.js";

export function practiceCard(words, practice, last, head = "h4") {
  return el("fieldset", { className: "card practice" }, el("legend", { className: "hidden" }, practice.title), el(head, {}, practice.title),
    practice.hint ? el("p", { className: "quiet" }, practice.hint) : null,
    last ? el("p", {}, el("span", { className: "chip", "data-state": "before" }, `${words.practiceStates[last.state]}, ${last.day}`)) : null,
    choice(`practice-${practice.code}`, practice.title, words.practiceStates),
    field(words.whatShows, input(`evidence-${practice.code}`, { maxLength: 300 }))); // prettier-ignore
}

export function practicesIn(typed) {
  const seen = Object.keys(typed).filter((name) => name.startsWith("practice-"));
  return seen.map((name) => ({ practice: name.slice(9), state: typed[name], evidence: typed[`evidence-${name.slice(9)}`].trim() }));
}
