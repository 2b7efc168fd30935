// The field app: what a trainer does on a day without a network. The server's pages do the same with one.
import { ask, askPerson, tally } from "./ask.js";
import { bothSides } from "./both.js";
import { takePhoto } from "./camera.js";
import { fillForm } from "./forms.js";
import { takeList } from "./list.js";
import { askPin, forgetLock, knowDevice } from "./lock.js";
import { outbox } from "./outbox.js";
import { today } from "./overview.js";
import { el, number, said } from "./parts.js";
import { forgetSettled, isUnderWay, sendPhotos } from "./photos.js";
import { encoded, keyOf } from "./safe.js";
import { sign } from "./sign.js";
import { asked, deviceOf, isUnsent, isWaiting, outcomeOf, send } from "./sync.js";
import { openStore } from "./store.js";
import { keepCount } from "./unsent.js";
import { visit } from "./visit.js";

const VERSIONS = { attendance: 1, baseline: 1, pulse: 1, visit: 1, photo: 1, signature: 1, satisfaction: 1 };
const WHERE = new Set(["visit", "attendance"]); // kinds that say where they were written, with the trainer's leave
const EVERY = 60_000; // milliseconds between tries while something is unsent
const LOCKS_AFTER = 10 * 60_000; // milliseconds out of sight
const LONGEST_TAP = 1000; // milliseconds
const ALSO_AT_MOST = 12; // what is asked for by name, the latest first
const SCREENS = { list: takeList, visit, form: fillForm, photo: takePhoto, sign, ask, person: askPerson, tally, outbox, both: bothSides };

class FieldApp extends HTMLElement {
  async connectedCallback() {
    this.words = JSON.parse(document.getElementById("words").textContent);
    this.user = this.dataset.user;
    this.state = "";
    const raw = await askPin(this);
    this.raw = encoded(raw);
    this.store = await openStore(this.user, await keyOf(raw));
    this.restored = await this.store.restore();
    this.day = (await this.store.get("day")) || null;
    addEventListener("hashchange", () => this.render());
    addEventListener("online", () => this.exchange());
    setInterval(() => this.exchangeIfUnsent(), EVERY);
    this.lockWhenOutOfSight();
    this.standStillWhilePressed();
    addEventListener("unhandledrejection", ({ reason }) => reason?.name === "QuotaExceededError" && this.tellFull());
    await this.render();
    await this.prepare();
    await this.exchange();
  }

  // Asks to stay: to be there without a network, and not to be cleared when space runs short.
  async prepare() {
    if ("serviceWorker" in navigator) await navigator.serviceWorker.register("/field/app/worker.js", { scope: "/field/app/" }).catch(() => null);
    await navigator.storage?.persist?.();
  }

  // A draft found no room: what stands on the screen is still there, and its writer hears so at once.
  tellFull() {
    this.querySelector(".full")?.remove();
    this.prepend(el("p", { className: "card full", role: "alert" }, this.words.full));
  }

  lockWhenOutOfSight() {
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.hiddenAt = Date.now();
      else if (Date.now() - this.hiddenAt > LOCKS_AFTER) location.reload();
    });
  }

  // What is pressed stays where it is until it is let go: a tap on what is drawn anew meanwhile would go nowhere.
  standStillWhilePressed() {
    this.addEventListener("pointerdown", () => {
      this.released = new Promise((done) => {
        for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(done), { once: true });
        setTimeout(done, LONGEST_TAP);
      });
    });
  }

  // While something is being kept nothing can be pressed, for a second tap would keep it twice; the next screen can be again.
  async once(work) {
    if (this.inert) return;
    this.inert = true;
    try {
      await work();
    } catch (error) {
      this.inert = false;
      throw error;
    }
  }

  async exchangeIfUnsent() {
    const [records, photos] = await Promise.all([this.store.records(), this.store.photos()]);
    if (records.some((one) => isUnsent(one) || isWaiting(one)) || photos.some(isUnderWay)) await this.exchange();
  }

  // Sends first, so that what is fetched afterwards has it. Asked while it is at it, it does so once more afterwards.
  async exchange() {
    this.isAsked = true;
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      while (this.isAsked) {
        this.isAsked = false;
        this.state = await this.exchanged().catch(outcomeOf);
        if (this.state === "withdrawn") await this.leave();
      }
    } finally {
      this.isBusy = false;
    }
    if (this.isOverview) await this.render();
  }

  // With which it may send: the latest that was fetched, at first that of the page.
  async csrf() {
    return (await this.store.get("csrf")) || this.dataset.csrf;
  }

  async exchanged() {
    const { store } = this;
    const csrf = await this.csrf();
    const device = await deviceOf(store, csrf, this.dataset.device, this.raw);
    knowDevice(this.user, device);
    const photos = (await store.photos()).filter(isUnderWay).length;
    const sent = await send(store, csrf, device, photos);
    if (sent !== "sent") return sent;
    await this.fetchDay();
    const state = await sendPhotos(store, csrf, device, () => this.isOverview && this.render());
    const left = (await store.photos()).filter(isUnderWay).length;
    if (left < photos) await send(store, csrf, device, left); // what became of the records that waited for them
    await forgetSettled(store);
    return state;
  }

  async fetchDay() {
    const also = (await this.store.get("also")) || [];
    const answer = await fetch(`/field/app/day/?${new URLSearchParams(also.map((code) => ["also", code]))}`, { credentials: "same-origin", redirect: "manual" });
    if (!answer.ok) throw new Error(answer.type === "opaqueredirect" ? "403" : String(answer.status));
    const text = await answer.text();
    const { csrf, ...day } = JSON.parse(text);
    this.day = { ...day, bytes: new TextEncoder().encode(text).length, at: new Date().toISOString() };
    await this.store.put("csrf", csrf);
    await this.store.put("day", this.day);
    const there = new Set([...day.classes, ...day.visits, ...day.baselines].map((one) => one.code));
    await this.store.put("also", also.filter((code) => there.has(code))); // what has ended is not asked for again
    await this.fetchGhosts();
  }

  // A class or enterprise that is wanted though others are due before it: it comes with the next contact, and stays.
  async takeAlong(code) {
    const also = (await this.store.get("also")) || [];
    await this.store.put("also", [code, ...also.filter((one) => one !== code)].slice(0, ALSO_AT_MOST));
    history.replaceState(null, "", location.pathname);
    this.exchange();
  }

  // The photos of before, for those actions that are on the device, each fetched once.
  async fetchGhosts() {
    const wanted = this.day.visits.flatMap((one) => one.plan).flatMap((line) => (line.before ? [line.before.address] : []));
    const had = (await this.store.get("ghosts")) || {};
    const ghosts = Object.fromEntries(wanted.filter((address) => had[address]).map((address) => [address, had[address]]));
    for (const address of wanted.filter((one) => !ghosts[one])) {
      const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
      if (answer?.ok) ghosts[address] = encoded(await answer.arrayBuffer());
    }
    await this.store.put("ghosts", ghosts);
  }

  // The device was withdrawn: nothing readable stays, and the server hears so.
  async leave() {
    const device = await this.store.get("device");
    const csrf = await this.csrf();
    await this.store.wipe();
    forgetLock(this.user);
    this.day = null;
    await asked(`/api/v1/devices/${device}/wiped`, csrf, {}).catch(() => null);
  }

  // Kept first, then sent. Where the device has no room for it, the reader is told and nothing on the screen is lost.
  async write(kind, body, title, { draft, typed, replaces } = {}) {
    const id = crypto.randomUUID();
    const where = WHERE.has(kind) && (await this.store.get("sayWhere")) ? await whereabouts() : null;
    const record = { id, kind, version: VERSIONS[kind], author: this.user, body: where ? { ...body, where } : body, title, typed, replaces };
    await this.store.write({ ...record, made_at: new Date().toISOString() }, draft);
    this.exchange();
    return id;
  }

  get isOverview() {
    return !location.hash || location.hash === "#" || location.hash === "#outbox" || this.state === "withdrawn";
  }

  // The latest that was asked for is what stands there, whichever is ready first.
  async render() {
    const turn = (this.turn = (this.turn || 0) + 1);
    const [records, photos] = await Promise.all([this.store.records(), this.store.photos()]);
    this.kept = { records, photos };
    const unsent = records.filter(isUnsent).length + photos.filter(isUnderWay).length;
    keepCount(unsent);
    if (location.hash.startsWith("#take/")) await this.takeAlong(location.hash.slice("#take/".length));
    const [screen, ...parts] = location.hash.slice(1).split("/");
    const shown = (this.day && SCREENS[screen]) || (screen === "outbox" ? outbox : today);
    const made = await shown(this, ...parts);
    await this.released;
    if (turn !== this.turn) return;
    const bar = el("p", { role: "status", className: "actions" }, el("a", { href: "#outbox", className: "chip", "data-state": unsent ? "waiting" : "good" },
      unsent ? said(this.words, "unsent", { n: number(unsent) }) : this.words.allSent)); // prettier-ignore
    const told = this.words.told[this.state] ? el("p", { className: "card" }, this.words.told[this.state]) : null;
    const back = this.restored ? el("p", { className: "card" }, said(this.words, "restored", { n: number(this.restored) })) : null;
    this.replaceChildren(...[el("section", {}, this.state === "withdrawn" ? null : bar, told, back), ...made]);
    this.inert = false;
  }

  // A screen that was done leads on; the next one is drawn even where the address stays.
  go(hash) {
    if (location.hash === hash) this.render();
    else location.hash = hash;
  }
}

// Where the device is, if it knows within a few seconds.
const whereabouts = () =>
  new Promise((told) => {
    if (!navigator.geolocation) return told(null);
    const said = ({ coords }) => told({ lat: coords.latitude, lon: coords.longitude, accuracy: Math.round(coords.accuracy) });
    navigator.geolocation.getCurrentPosition(said, () => told(null), { timeout: 4000, maximumAge: 600_000 });
  });

customElements.define("field-app", FieldApp);
