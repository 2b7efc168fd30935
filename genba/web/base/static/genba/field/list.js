// Who is here: one tap for each exception. Every tap is kept at once as a draft, so that a closed tab loses nothing.
import { actions, button, el, errors, field, inOrder, input, link, mainButton, said, select } from "./parts.js";

export async function takeList(app, code, key, fixes) {
  const { store, words } = app;
  const room = app.day.classes.find((one) => one.code === code);
  const session = room?.sessions.find((one) => one.key === key);
  if (!session) return [el("p", { className: "card" }, words.gone)];
  const wrong = fixes ? (await store.records()).find((one) => one.id === fixes) : null;
  const seen = wrong?.body.seen || room.lists[key] || {};
  const name = `${code}/${key}`;
  const marked = wrong?.body.marks || seen;
  const draft = (await store.draft(name)) || { here: Object.keys(marked).filter((person) => marked[person] > 0), walkIns: [] };
  // Who walked in bears the device's own id until the server has given a code.
  const codes = new Map(room.senders.flatMap((sender) => sender.seats).filter((one) => one.own).map((one) => [one.own, one.code]));
  const here = new Set(draft.here.map((person) => codes.get(person) || person));
  draft.walkIns = draft.walkIns.filter((one) => !codes.has(one.id));
  const counted = el("strong", {});
  const told = errors(wrong?.said.join(" "));
  const drafts = inOrder(counted, () => store.keepDraft(name, { here: [...here], walkIns: draft.walkIns }));
  const { keep } = drafts;
  const everybody = () => [...room.senders.flatMap((sender) => sender.seats), ...draft.walkIns.map((one) => ({ ...one, code: one.id }))];
  const count = () => (counted.textContent = said(words, "counted", { here: here.size, all: everybody().length }));

  function seat(person) {
    const tick = el("input", { type: "checkbox", checked: here.has(person.code), name: person.code });
    tick.addEventListener("change", () => {
      tick.checked ? here.add(person.code) : here.delete(person.code);
      count();
      keep();
    });
    const facts = `${words.sexes[person.sex]}, ${person.job || words.roles[person.role]}`;
    const mark = el("span", { className: "mark", "data-on": words.here, "data-off": words.away, "aria-hidden": "true" });
    return el("label", {}, tick, el("span", { className: "who" }, person.name, el("small", {}, facts)), mark);
  }

  function all(isHere) {
    for (const person of everybody()) isHere ? here.add(person.code) : here.delete(person.code);
    for (const tick of app.querySelectorAll(".roster input")) tick.checked = isHere;
    count();
    keep();
  }

  async function finish() {
    const marks = Object.fromEntries(everybody().map((person) => [person.code, here.has(person.code) ? session.minutes : 0]));
    for (const [person, minutes] of Object.entries(seen)) if (minutes && marks[person]) marks[person] = minutes;
    const earlier = room.senders.flatMap((sender) => sender.seats.filter((one) => one.own === one.code).map((one) => ({ ...one, id: one.own, enterprise: sender.code })));
    const walkIns = [...earlier, ...draft.walkIns].map(({ id, enterprise, name, sex, role }) => ({ id, enterprise, name, sex, role }));
    const body = { workshop: code, session: key, marks, seen, walk_ins: walkIns };
    try {
      await app.once(async () => {
        await drafts.done();
        await app.write("attendance", body, `${room.place}, ${session.label}`, { draft: name, replaces: fixes });
        room.lists[key] = { ...seen, ...marks };
        for (const one of draft.walkIns) room.senders.find((sender) => sender.code === one.enterprise).seats.push({ ...one, code: one.id, own: one.id });
        await store.put("day", app.day).catch(() => null); // no room: it is fetched again with the next network
        app.go("#");
      });
    } catch {
      told.replaceWith(errors(words.full));
    }
  }

  const senders = room.senders.map((sender) => {
    const walked = draft.walkIns.filter((one) => one.enterprise === sender.code).map((one) => ({ ...one, code: one.id }));
    const roster = el("div", { className: "roster", role: "group", "aria-label": sender.name }, ...[...sender.seats, ...walked].map(seat));
    return el("section", {}, el("h2", {}, sender.name), roster);
  });
  const walkIn = walkInForm(app, room, (one) =>
    app.once(async () => {
      draft.walkIns.push(one);
      here.add(one.id);
      await keep();
      app.render();
    }));
  count();
  return [
    el("section", {},
      el("p", {}, link(words.title, "#", "")),
      el("h1", {}, words.who),
      el("p", {}, `${room.place} · ${session.label}`),
      told,
      actions(button(words.allHere, () => all(true)), button(words.noneHere, () => all(false)))),
    ...senders,
    el("section", {}, walkIn, el("p", { className: "quiet" }, words.trainers)),
    mainButton(button(el("span", {}, `${words.keep}: `, counted), finish, { className: "button main" })),
  ]; // prettier-ignore
}

function walkInForm(app, room, add) {
  const { words } = app;
  const name = input("name", { maxLength: 150 });
  const sex = select("sex", words.sexes);
  const role = select("role", words.roles);
  const from = select("from", Object.fromEntries(room.senders.map((sender) => [sender.code, sender.name])));
  const wrong = el("p", { className: "error", role: "alert" });
  const press = () => {
    if (!name.value.trim()) {
      wrong.textContent = words.nameFirst;
      name.focus();
      return;
    }
    add({ id: crypto.randomUUID(), enterprise: from.value, name: name.value.trim(), sex: sex.value, role: role.value });
  };
  return el("details", { className: "more" },
    el("summary", { className: "button" }, words.walkIn),
    el("div", { className: "card rows" },
      field(words.name, name), wrong, field(words.sex, sex), field(words.role, role), field(words.from, from),
      button(words.addHere, press))); // prettier-ignore
}
