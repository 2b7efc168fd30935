// The numbers of a visit: an amount over an amount beside the last one, or "not tracked" with a reason.
import { plain } from "../kpi-ratio.js";
import { choice, el, field, input, number, said, select, spoken } from "./parts.js";

const of = (module, one) => module.kpis.map((kpi) => ({ ...kpi, own: one.kpis[kpi.code] || {} }));

export const kpiCards = (words, module, one) => of(module, one).map((kpi) => card(words, kpi));

function card(words, { code, title, definition, parts, scale, decimals, unit, isBounded, own }) {
  const { last } = own;
  const amount = (name, n) =>
    el("div", { className: "field" }, el("label", { htmlFor: `f-${name}` }, parts[n].label),
      el("span", { className: "measure" }, input(name, { id: `f-${name}`, inputMode: "decimal" }), el("span", { className: "unit" }, own.units?.[n] ?? parts[n].unit))); // prettier-ignore
  const beside = (n) => el("span", { className: "last" }, last?.words[n] ?? "");
  const ratio = el("kpi-ratio", { className: last ? "ratio" : "ratio alone" },
    el("span", { className: "head" }, words.countedNow), el("span", { className: "head" }, last?.period ?? ""),
    amount(`above-${code}`, 0), beside(0), el("span", { className: "over" }), amount(`below-${code}`, 1), beside(1), el("span", { className: "over" }),
    el("output", {}), beside(2)); // prettier-ignore
  Object.assign(ratio.dataset, { scale, decimals, unit: own.unit ?? unit, ...(isBounded ? { bounded: "" } : {}) });
  return el("fieldset", { className: "card kpi" }, el("legend", { className: "hidden" }, title), el("h3", {}, title), el("p", { className: "quiet" }, definition),
    choice(`answer-${code}`, title, { counted: words.countIt, "not-tracked": words.notTracked }), ratio,
    field(words.noteWhy, input(`note-${code}`, { maxLength: 300 }))); // prettier-ignore
}

// What was answered, and the first thing that cannot be or that needs a reason: [name of the field, sentence].
export function answers(words, module, one, typed, { mustAnswer = false } = {}) {
  const values = [];
  for (const kpi of of(module, one)) {
    const [above, below] = ["above", "below"].map((part) => typed[`${part}-${kpi.code}`].trim());
    const note = typed[`note-${kpi.code}`].trim();
    if (typed[`answer-${kpi.code}`] === "not-tracked") {
      if (!note) return { wrong: [`note-${kpi.code}`, words.notTrackedWhy] };
      values.push({ indicator: kpi.code, note });
    } else if (above || below || mustAnswer) {
      const [numerator, denominator] = [plain(above), plain(below)];
      const wrong = doubt(words, kpi, numerator, denominator, note);
      if (wrong) return { wrong };
      values.push({ indicator: kpi.code, numerator, denominator, note });
    }
  }
  return { values };
}

function doubt(words, kpi, numerator, denominator, note) {
  for (const [n, part, value] of [[0, "above", numerator], [1, "below", denominator]]) {
    const at = `${part}-${kpi.code}`;
    const { label, whole, least } = kpi.parts[n];
    if (!Number.isFinite(value)) return [at, said(words, "writeBoth", { kpi: kpi.title })];
    if (value < least) return [at, said(words, "notBelow", { name: label, least: number(least) })];
    if (whole && !Number.isInteger(value)) return [at, said(words, "mustBeWhole", { name: label })];
  } // prettier-ignore
  if (denominator === 0 && numerator > 0 && !kpi.isBounded) return [`below-${kpi.code}`, said(words, "divideByNought", { name: kpi.parts[1].label })];
  const odd = note || denominator === 0 ? "" : unlikely(words, kpi, numerator, denominator);
  return odd ? [`note-${kpi.code}`, `${kpi.title}: ${odd} ${words.sayWhy}`] : null;
}

function unlikely(words, kpi, numerator, denominator) {
  const shown = (value) => `${number(value, kpi.decimals)} ${kpi.own.unit ?? kpi.unit}`;
  if (kpi.isBounded && numerator > denominator) return said(words, "partOverWhole", { part: kpi.parts[0].label, whole: kpi.parts[1].label });
  const value = (kpi.scale * numerator) / denominator;
  const [low, high] = kpi.usual;
  if (value < low || value > high) return said(words, "unusual", { value: shown(value), low: shown(low), high: shown(high) });
  const { last } = kpi.own;
  if (!last?.numerator || !last.denominator || value <= 0) return "";
  const before = (kpi.scale * last.numerator) / last.denominator;
  return Math.max(value, before) > kpi.leap * Math.min(value, before) * (1 + 1e-9) ? said(words, "leap", { value: shown(value), before: shown(before) }) : "";
}

export const periodField = (words) => field(words.period, select("period", periods()));

// Months and quarters that have ended, the latest first, by first and last day.
function periods() {
  const found = [];
  const now = new Date();
  const iso = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
  const word = (date) => date.toLocaleDateString(spoken(), { month: "long", year: "numeric" });
  for (let back = 1; back <= 12; back += 1) {
    const first = new Date(now.getFullYear(), now.getMonth() - back, 1);
    found.push([`${iso(first)}/${iso(new Date(first.getFullYear(), first.getMonth() + 1, 0))}`, word(first)]);
  }
  const quarter = Math.floor(now.getMonth() / 3);
  for (let back = 1; back <= 4; back += 1) {
    const first = new Date(now.getFullYear(), (quarter - back) * 3, 1);
    const last = new Date(first.getFullYear(), first.getMonth() + 3, 0);
    found.push([`${iso(first)}/${iso(last)}`, `${word(first)} – ${word(last)}`]);
  }
  return Object.fromEntries(found);
}
