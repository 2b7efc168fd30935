// The questions of a form, as the server has read it: drawn, followed while somebody answers, and judged. What is not asked,
// because of other answers, is hidden and counts as not answered; what was typed there comes back with the question.
import { plain } from "../kpi-ratio.js";
import { toBoolean, toText, worked } from "./expressions.js";
import { area, choice, el, field, input, said } from "./parts.js";
import { practiceCard } from "./practices.js";

const nameOf = (one) => (one.type === "practice" ? `practice-${one.name}` : `q-${one.name}`);
const each = (items) => items.flatMap((one) => (one.items ? each(one.items) : [one]));
const isNumber = (one) => one.type === "integer" || one.type === "decimal";

// A number as a number where it can be read, anything else as the text that was typed.
function valueOf(one, typed) {
  const text = (typed[nameOf(one)] || "").trim();
  const number = isNumber(one) && text ? plain(text) : NaN;
  return Number.isFinite(number) ? number : text;
}

// Which questions are asked, and the answers that count. Goes round until what rests on other answers has settled; a form
// that never does is left as it is after a round for each of its questions.
function settled(form, typed, known = {}) {
  const rounds = each(form.items).length + 1;
  let found = { values: known, asked: new Set() };
  for (let round = 0; round <= rounds; round += 1) {
    const before = JSON.stringify([...Object.entries(found.values)]);
    found = once(form, typed, known, found.values);
    if (JSON.stringify([...Object.entries(found.values)]) === before) break;
  }
  return found;
}

function once(form, typed, known, before) {
  const [values, asked] = [{ ...known }, new Set()];
  const of = (name) => values[name] ?? before[name] ?? "";
  const walk = (items) => {
    for (const one of items) {
      if (one.when !== undefined && !toBoolean(worked(one.when, of, ""))) {
        for (const left of each(one.items || [one])) values[left.name] = "";
        continue;
      }
      asked.add(one);
      if (one.items) walk(one.items);
      else if (one.type === "calculate") values[one.name] = one.calculation === undefined ? "" : worked(one.calculation, of, "");
      else if (one.type !== "note") values[one.name] = valueOf(one, typed);
    }
  };
  walk(form.items);
  return { values, asked };
}

// What is wrong with an answer, in a sentence; "" where nothing is.
function wrongWith(words, form, one, values) {
  const value = values[one.name] ?? "";
  if (value === "") return one.type === "practice" ? words.oneOfThree : one.required ? words.needed : "";
  if (isNumber(one) && typeof value !== "number") return words.plainNumber;
  if (one.type === "integer" && !Number.isInteger(value)) return said(words, "mustBeWhole", { name: one.label });
  if (one.must === undefined || toBoolean(worked(one.must, (name) => values[name] ?? "", value))) return "";
  return form.said[one.else] || words.cannotBe;
}

// What a record keeps: every answer as text, and what was calculated from them.
export function answersOf(form, { values, asked }) {
  const kept = each(form.items).filter((one) => asked.has(one) && one.type !== "practice" && one.type !== "note");
  return Object.fromEntries(kept.map((one) => [one.name, toText(values[one.name] ?? "")]).filter(([, text]) => text !== ""));
}

// The nodes of a form, and `follow`: hides and shows them as the answers are, and judges the one that was just given.
export function drawn(words, module, form, { checks = {}, known = () => ({}), head = "h2" } = {}) {
  const places = new Map();
  const practices = new Map(module.areas.flatMap((one) => one.practices).map((one) => [one.code, one]));
  const below = head.replace(/\d/, (level) => Number(level) + 1); // what stands under it
  const place = (one, node) => (places.set(one, node), node);
  const draw = (one) => {
    if (one.items) return place(one, el("section", {}, el(head, {}, one.label), el("div", { className: "rows" }, ...one.items.map(draw))));
    if (one.type === "practice") return place(one, practiceCard(words, practices.get(one.name), checks[one.name], below));
    return one.type === "calculate" ? null : place(one, question(words, form, one));
  };
  const nodes = form.items.map(draw).filter(Boolean);
  const state = (typed) => settled(form, typed, known(typed));
  const show = (typed) => {
    const { asked } = state(typed);
    for (const [one, node] of places) node.hidden = !asked.has(one);
  };
  const judge = (typed, name) => {
    const { values } = state(typed);
    const one = each(form.items).find((other) => nameOf(other) === name);
    if (one) tell(places.get(one), (values[one.name] ?? "") === "" ? "" : wrongWith(words, form, one, values));
  };
  const judgeAll = (typed) => {
    const { values, asked } = state(typed);
    const found = [];
    for (const [one, node] of places) {
      const sentence = asked.has(one) && !one.items && one.type !== "note" ? wrongWith(words, form, one, values) : "";
      tell(node, sentence);
      if (sentence) found.push([nameOf(one), `${one.label || practices.get(one.name).title}: ${sentence}`]);
    }
    return found;
  };
  return { nodes, show, judge, judgeAll, state };
}

function question(words, form, one) {
  if (one.type === "note") return el("p", { className: "card" }, one.label);
  const name = nameOf(one);
  const label = one.required ? one.label : `${one.label} ${words.mayStayEmpty}`;
  if (!one.list) return field(label, control(one, name), { hint: one.hint });
  const many = one.type === "select_multiple";
  return el("fieldset", { className: "card" }, el("legend", { className: "hidden" }, label), el("p", {}, el("strong", {}, label)),
    one.hint ? el("p", { className: "quiet" }, one.hint) : null, choice(name, label, form.lists[one.list], many)); // prettier-ignore
}

function control(one, name) {
  if (one.long) return area(name, { maxLength: 5000 });
  if (one.type === "date" || one.type === "time") return input(name, { type: one.type });
  const inputMode = { integer: "numeric", decimal: "decimal" }[one.type];
  return input(name, { maxLength: 1000, inputMode });
}

// A sentence beside its question, and that the answer is wrong for those who do not see it; "" takes both away.
function tell(node, sentence) {
  if (node.matches("section")) return; // a group
  node.querySelector(".error")?.remove();
  const controls = [...node.querySelectorAll(".choice input, input, textarea")].filter((one) => !one.name.startsWith("evidence-"));
  for (const one of controls) sentence ? one.setAttribute("aria-invalid", "true") : one.removeAttribute("aria-invalid");
  const told = node.querySelector(".choice") || controls[0];
  if (!told) return;
  const others = (told.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && !id.endsWith("-wrong"));
  const id = `w-${controls[0].name}-wrong`;
  if (sentence) node.append(el("p", { className: "error", id }, sentence));
  const all = sentence ? [...others, id] : others;
  all.length ? told.setAttribute("aria-describedby", all.join(" ")) : told.removeAttribute("aria-describedby");
}
