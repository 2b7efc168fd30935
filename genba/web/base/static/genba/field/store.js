// What is kept on the device, sealed: the day as it was fetched, what is being written, the outbox, and photos. One database
// per user, so that two people who share a phone never see each other's. A record is written once and never changed; what the
// server said of it stands beside it.
import { openDB } from "../vendor/idb-8.0.4.js";
import { mirrorOf } from "./mirror.js";
import { open, openBytes, seal, sealBytes } from "./safe.js";

const STORES = ["kept", "drafts", "outbox", "told", "photos"];

export async function openStore(user, key) {
  const db = await openDB(`genba-${user}`, 2, {
    upgrade(db) {
      for (const name of STORES) if (!db.objectStoreNames.contains(name)) db.createObjectStore(name, name === "outbox" ? { keyPath: "id" } : {});
    },
  });
  const mirror = mirrorOf(user);
  const get = async (name, at) => open(key, await db.get(name, at));
  const put = async (name, value, at) => db.put(name, await seal(key, value), at);

  async function records() {
    const [rows, names, told] = await Promise.all([db.getAll("outbox"), db.getAllKeys("told"), db.getAll("told")]);
    const results = new Map(await Promise.all(told.map(async (one, n) => [names[n], await open(key, one)])));
    const there = new Set(rows.map((row) => row.id));
    const found = await Promise.all([...rows, ...mirror.rows().filter((row) => !there.has(row.id))].map((row) => open(key, row)));
    return found.map((one) => ({ state: "here", said: [], ...one, ...results.get(one.id) })).sort((a, b) => a.made_at.localeCompare(b.made_at));
  }

  // A record and the end of its draft in one transaction: both or neither, whenever the tab is closed.
  async function write(record, draft) {
    const row = { id: record.id, ...(await seal(key, record)) };
    const isMirrored = mirror.keep(row);
    try {
      const change = db.transaction(["outbox", "drafts"], "readwrite");
      change.objectStore("outbox").put(row);
      if (draft) change.objectStore("drafts").delete(draft);
      await change.done;
    } catch (error) {
      if (!isMirrored) throw error; // kept nowhere: whoever wrote it is still there to be told
    }
  }

  // Where the browser cleared the database, what was not sent comes back from the mirror. Gives how many.
  async function restore() {
    const there = new Set(await db.getAllKeys("outbox"));
    const lost = mirror.rows().filter((row) => !there.has(row.id));
    for (const row of lost) await db.put("outbox", row).catch(() => null);
    return lost.length;
  }

  async function settle(results, at) {
    const sealed = await Promise.all(results.map(async (one) => [one, await seal(key, { ...one, told_at: at })]));
    const change = db.transaction("told", "readwrite");
    for (const [one, row] of sealed) change.store.put(row, one.id);
    await change.done;
    for (const one of results) if (one.state !== "refused" && one.state !== "here") mirror.forget(one.id); // the server has it, whatever becomes of it
  }

  return {
    get: (at) => get("kept", at),
    put: (at, value) => put("kept", value, at),
    draft: (at) => get("drafts", at),
    keepDraft: (at, value) => put("drafts", value, at),
    ...photosOf(db, key),
    records, write, restore, settle,
    async wipe() {
      const change = db.transaction(STORES, "readwrite");
      for (const name of STORES) change.objectStore(name).clear();
      await change.done;
      mirror.wipe();
    },
  }; // prettier-ignore
}

// Photos apart from records: the bytes sealed, and beside them how far they are.
function photosOf(db, key) {
  return {
    async keepPhoto(content, bytes, facts) {
      await db.put("photos", { ...(await sealBytes(key, bytes)), facts }, content);
    },
    async photo(content) {
      const row = await db.get("photos", content);
      return row ? { ...row.facts, bytes: new Uint8Array(await openBytes(key, row)) } : null;
    },
    async photos() {
      const [names, rows] = await Promise.all([db.getAllKeys("photos"), db.getAll("photos")]);
      return rows.map((row, n) => ({ content: names[n], ...row.facts }));
    },
    async tellPhoto(content, facts) {
      const change = db.transaction("photos", "readwrite");
      const row = await change.store.get(content);
      if (row) change.store.put({ ...row, facts: { ...row.facts, ...facts } }, content);
      await change.done;
    },
    forgetPhoto: (content) => db.delete("photos", content),
  };
}
