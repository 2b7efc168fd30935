// Two people changed the same: both versions side by side, and a person decides. That needs a network.
import { actions, button, el, errors, link } from "./parts.js";
import { asked } from "./sync.js";

export async function bothSides(app, code) {
  const { words, day } = app;
  const one = (day.disagreements || []).find((each) => each.code === code);
  if (!one) return [el("section", {}, el("p", {}, link(words.title, "#", "")), el("p", { className: "card" }, words.decided))];
  const told = errors();
  const decide = (is_mine) => async () => {
    try {
      await asked(`/api/v1/disagreements/${code}/decision`, await app.csrf(), { is_mine, reason: "", stands: one.stands });
    } catch (error) {
      told.hidden = false;
      told.replaceChildren(el("p", {}, error.told?.detail ? String(error.told.detail) : words.told.offline));
      return;
    }
    await app.exchange();
    app.go("#");
  };
  const side = (title, text, press) => el("div", { className: "card" }, el("h2", {}, title), el("p", {}, text), press ? actions(press) : null);
  return [
    el("section", {}, el("p", {}, link(words.title, "#", "")), el("h1", {}, words.twoSay), el("p", {}, el("strong", {}, one.title)), el("p", {}, one.about), told),
    el("section", { className: "pairing" },
      side(words.theirs, one.now, one.mayDecide && button(words.keepTheirs, decide(false))),
      side(words.mine, one.mine, one.mayDecide && button(words.takeMine, decide(true)))),
  ]; // prettier-ignore
}
