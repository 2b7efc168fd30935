// The field app: what a trainer does on a day without a network. The server's pages do the same with one.
import { takeList } from "./list.js";
import { el, said } from "./parts.js";
import { isUnsent, send } from "./sync.js";
import { openStore } from "./store.js";

const VERSIONS = { attendance: 1 };
const EVERY = 60_000; // milliseconds between tries while something is unsent

class FieldApp extends HTMLElement {
  async connectedCallback() {
    this.words = JSON.parse(document.getElementById("words").textContent);
    this.store = await openStore(this.dataset.user);
    this.day = (await this.store.get("day")) || null;
    this.state = "";
    addEventListener("hashchange", () => this.render());
    addEventListener("online", () => this.exchange());
    setInterval(() => this.exchangeIfUnsent(), EVERY);
    await this.render();
    await this.prepare();
    await this.exchange();
  }

  // Asks to stay: to be there without a network, and not to be cleared when space runs short.
  async prepare() {
    if ("serviceWorker" in navigator) await navigator.serviceWorker.register("/field/app/worker.js", { scope: "/field/app/" }).catch(() => null);
    if (navigator.storage?.persist) await navigator.storage.persist();
  }

  async exchangeIfUnsent() {
    if ((await this.store.records()).some(isUnsent)) await this.exchange();
  }

  // Sends first, so that what is fetched afterwards has it. Asked while it is at it, it does so once more afterwards.
  async exchange() {
    this.isAsked = true;
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      while (this.isAsked) {
        this.isAsked = false;
        const csrf = (await this.store.get("csrf")) || this.dataset.csrf;
        this.state = await send(this.store, csrf, this.dataset.device);
        if (this.state === "withdrawn") this.day = null;
        if (this.state === "sent") this.state = await this.fetchDay();
      }
    } finally {
      this.isBusy = false;
    }
    if (!location.hash.startsWith("#list/")) await this.render();
  }

  async fetchDay() {
    const answer = await fetch("/field/app/day/", { credentials: "same-origin", redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return answer?.type === "opaqueredirect" ? "signed-out" : "offline";
    const text = await answer.text();
    const { csrf, ...day } = JSON.parse(text);
    this.day = { ...day, bytes: new TextEncoder().encode(text).length, at: new Date().toISOString() };
    await this.store.put("day", this.day);
    await this.store.put("csrf", csrf);
    return "sent";
  }

  async write(kind, body, title, draft) {
    const record = { id: crypto.randomUUID(), kind, version: VERSIONS[kind], author: this.dataset.user, body, title };
    await this.store.write({ ...record, made_at: new Date().toISOString(), state: "here", said: [] }, draft);
    this.exchange();
  }

  // The latest that was asked for is what stands there, whichever is ready first.
  async render() {
    const turn = (this.turn = (this.turn || 0) + 1);
    const [, code, key] = location.hash.split("/");
    const parts = location.hash.startsWith("#list/") && this.day ? await takeList(this, code, key) : await this.overview();
    if (turn === this.turn) this.replaceChildren(...parts);
  }

  async overview() {
    const records = await this.store.records();
    return [this.today(), this.outbox(records), this.about(records)];
  }

  today() {
    const { words, day } = this;
    if (!day) return el("section", {}, el("h1", {}, words.title), el("p", { className: "card" }, words.nothingYet));
    const classes = day.classes.map((room) =>
      el("li", { className: "card" }, el("strong", {}, room.place), el("p", {}, room.module),
        el("p", { className: "actions" }, ...room.sessions.filter((one) => one.is_open).map((one) =>
          el("a", { className: "button", href: `#list/${room.code}/${one.key}` }, one.label, room.lists[one.key] ? " ✓" : ""))))); // prettier-ignore
    return el("section", {}, el("h1", {}, words.title), classes.length ? el("ul", { className: "rows" }, ...classes) : el("p", { className: "card" }, words.noClass));
  }

  outbox(records) {
    const { words } = this;
    const rows = records.slice().reverse().map((one) =>
      el("li", { className: "card" }, el("strong", {}, one.title), " ", el("span", { className: "light", "data-state": words.lights[one.state] }, words.states[one.state]),
        ...one.said.map((sentence) => el("p", {}, sentence)))); // prettier-ignore
    const n = records.filter(isUnsent).length;
    return el("section", {}, el("h2", {}, words.outbox), el("p", { role: "status" }, n ? said(words, "unsent", { n }) : words.allSent), el("ul", { className: "rows" }, ...rows));
  }

  about(records) {
    const { words, day } = this;
    const time = (at) => new Date(at).toLocaleString(document.documentElement.lang);
    return el("section", {},
      words.told[this.state] ? el("p", { className: "card" }, words.told[this.state]) : null,
      el("p", { className: "actions" },
        el("button", { type: "button", className: "button", onclick: () => this.exchange() }, words.sendNow),
        records.some(isUnsent) ? el("a", { className: "button", download: "genba-unsent.json", href: this.file(records) }, words.exportAll) : null),
      day ? el("p", { className: "quiet" }, said(words, "fetched", { kb: Math.ceil(day.bytes / 1024), at: time(day.at) })) : null); // prettier-ignore
  }

  file(records) {
    const unsent = records.filter((one) => one.state !== "accepted" && one.state !== "flagged");
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = URL.createObjectURL(new Blob([JSON.stringify({ records: unsent })], { type: "application/json" }));
    return this.address;
  }
}

customElements.define("field-app", FieldApp);
