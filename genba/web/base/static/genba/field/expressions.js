// Works out the expressions of forms from the trees that the server makes of them: ["<=", ["."], ["today"]]. As XPath 1.0 has
// it, with ODK's functions. A value is a number, a text or a boolean; a day or an hour is a text that also counts as a number.
import { today } from "./parts.js";

const NUMBER = /^-?(\d+(\.\d*)?|\.\d+)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const HOUR = /^(\d\d):(\d\d)(:\d\d(\.\d+)?)?$/;
const DAY_MS = 86_400_000;

function toNumber(value) {
  if (typeof value !== "string") return Number(value);
  const text = value.trim();
  if (NUMBER.test(text)) return Number(text);
  if (DAY.test(text)) return Date.parse(text) / DAY_MS; // days since 1970
  if (HOUR.test(text)) return Date.parse(`1970-01-01T${text}Z`) / DAY_MS; // part of a day
  return NaN;
}

export function toText(value) {
  const text = String(value); // of -0 it is "0"
  return typeof value === "number" && text.includes("e") ? value.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 20 }) : text;
}

export const toBoolean = (value) => (typeof value === "string" ? value.length > 0 : Boolean(value)); // NaN is false

function equal(a, b) {
  if (typeof a === "boolean" || typeof b === "boolean") return toBoolean(a) === toBoolean(b);
  if (typeof a === "number" || typeof b === "number") return toNumber(a) === toNumber(b);
  return a === b;
}

const words = (value) => toText(value).split(/\s+/).filter(Boolean);
const numbers = (act) => (a, b) => act(toNumber(a), toNumber(b));
const texts = (act) => (a, b) => act(toText(a), toText(b));

// With places: halves away from nought, as spreadsheets do; of the digits as they are written, so that 1.005 makes 1.01.
function round(value, places) {
  const number = toNumber(value);
  if (places === undefined || !Number.isFinite(number)) return Math.round(number);
  const n = Math.round(toNumber(places));
  return Math.sign(number) * Number(`${Math.round(Number(`${toText(Math.abs(number))}e${n}`))}e${-n}`);
}

// Only what is needed is worked out: of a choice one side.
const LAZY = {
  if: (work, test, yes, no) => work(toBoolean(work(test)) ? yes : no),
  and: (work, a, b) => toBoolean(work(a)) && toBoolean(work(b)),
  or: (work, a, b) => toBoolean(work(a)) || toBoolean(work(b)),
};
const ALL = {
  "=": equal,
  "!=": (a, b) => !equal(a, b),
  "<": numbers((a, b) => a < b),
  "<=": numbers((a, b) => a <= b),
  ">": numbers((a, b) => a > b),
  ">=": numbers((a, b) => a >= b),
  "+": numbers((a, b) => a + b),
  "-": (a, b) => (b === undefined ? -toNumber(a) : toNumber(a) - toNumber(b)),
  "*": numbers((a, b) => a * b),
  div: numbers((a, b) => a / b),
  mod: numbers((a, b) => a % b),
  boolean: toBoolean,
  ceiling: numbers(Math.ceil),
  coalesce: (a, b) => (toText(a) === "" ? b : a),
  concat: (...parts) => parts.map(toText).join(""),
  contains: texts((a, b) => a.includes(b)),
  "count-selected": (list) => words(list).length,
  date: (value) => (typeof value === "number" ? new Date(Math.floor(value) * DAY_MS).toISOString().slice(0, 10) : value),
  "decimal-date-time": toNumber,
  false: () => false,
  floor: numbers(Math.floor),
  int: numbers(Math.trunc),
  not: (value) => !toBoolean(value),
  number: toNumber,
  round,
  selected: (list, one) => words(list).includes(toText(one).trim()),
  "starts-with": texts((a, b) => a.startsWith(b)),
  string: toText,
  "string-length": (value) => [...toText(value)].length,
  today: () => today(),
  true: () => true,
}; // prettier-ignore
export const FUNCTIONS = [...Object.keys(LAZY), ...Object.keys(ALL)];

// `of` gives the answer to a question by its name, "" where there is none; `own` is the answer that is judged.
export function worked(tree, of, own) {
  if (!Array.isArray(tree)) return tree;
  const [head, ...parts] = tree;
  if (head === "$") return of(parts[0]);
  if (head === ".") return own;
  const work = (part) => worked(part, of, own);
  return Object.hasOwn(LAZY, head) ? LAZY[head](work, ...parts) : ALL[head](...parts.map(work));
}
