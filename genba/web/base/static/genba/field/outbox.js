// The outbox: every record with its state, photos apart, what to do with each, and everything unsent as one file.
import { actions, button, el, link, moment, number, said } from "./parts.js";
import { isUnderWay } from "./photos.js";
import { encoded } from "./safe.js";
import { envelope, isStuck } from "./sync.js";

const FIX = {
  attendance: (one) => `#list/${one.body.workshop}/${one.body.session}/${one.id}`,
  visit: (one) => `#visit/${one.body.engagement}/${one.id}`,
  baseline: (one) => `#form/baseline/${one.body.engagement}/${one.id}`,
  pulse: (one) => `#form/pulse/${one.body.ask}/${one.id}`,
  signature: (one) => `#sign/${one.body.visit}/${one.id}`,
  satisfaction: (one) => `#tally/${one.body.workshop}/${one.id}`,
}; // prettier-ignore

export async function outbox(app) {
  const { words, store } = app;
  const { records, photos } = app.kept;
  const sentAt = await store.get("sent_at");
  const putRight = new Set(records.map((one) => one.replaces));
  const shown = records.filter((one) => one.state !== "replaced" && !(putRight.has(one.id) && isStuck(one))).reverse();
  const open = records.filter((one) => !["accepted", "flagged", "replaced"].includes(one.state));
  return [
    el("section", {},
      el("p", {}, link(words.title, "#", "")),
      el("h1", {}, words.outbox),
      el("p", { className: "quiet" }, sentAt ? said(words, "lastSync", { at: moment(sentAt) }) : words.neverSynced),
      actions(button(words.sendNow, () => app.exchange()), open.length || photos.length ? button(words.exportAll, () => download(app, open, photos)) : null)),
    el("section", {}, el("h2", {}, words.records), shown.length ? el("ul", { className: "rows" }, ...shown.map((one) => card(app, one))) : el("div", { className: "empty" }, el("p", {}, words.nothingWritten))),
    photos.length ? el("section", {}, el("h2", {}, words.photos), el("ul", { className: "rows" }, ...photos.map((one) => photoCard(app, one)))) : null,
  ].filter(Boolean); // prettier-ignore
}

const light = (words, state) => el("span", { className: "light", "data-state": words.lights[state] }, words.states[state]);

function card(app, one) {
  const { words } = app;
  const fix = isStuck(one) && one.state === "to-fix" && FIX[one.kind];
  return el("li", { className: "card" }, el("strong", {}, one.title), light(words, one.state),
    el("p", { className: "quiet" }, said(words, "written", { at: moment(one.made_at) })),
    ...one.said.map((sentence) => el("p", {}, sentence)),
    fix ? actions(link(words.putRight, fix(one))) : null); // prettier-ignore
}

function photoCard(app, one) {
  const { words, store } = app;
  const share = said(words, "photoPart", { part: number(Math.ceil((one.received || 0) / 1024)), of: number(Math.ceil(one.size / 1024)) });
  const set = (state) => async () => (await store.tellPhoto(one.content, { state, said: "" }), state === "here" ? app.exchange() : app.render());
  return el("li", { className: "card" }, el("strong", {}, one.title), light(words, one.state), el("p", { className: "quiet" }, share),
    one.said ? el("p", {}, one.said) : null,
    one.state === "whole" ? null : actions(isUnderWay(one) ? button(words.photoSkip, set("skipped")) : button(words.photoAgain, set("here")))); // prettier-ignore
}

// Everything that is not a fact yet, photos within, as the desk takes it.
async function download(app, records, photos) {
  const whole = await Promise.all(photos.map(async ({ content }) => {
    const photo = await app.store.photo(content);
    return { content, size: photo.size, data: encoded(photo.bytes) };
  })); // prettier-ignore
  const file = { device: await app.store.get("device"), exported_at: new Date().toISOString(), records: records.map(envelope), photos: whole };
  const address = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: "application/json" }));
  el("a", { download: "genba-unsent.json", href: address }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
