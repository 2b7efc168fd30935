// What is kept on the device: the day as it was fetched, lists that are being taken, and the outbox. One database per user,
// so that two people who share a phone never see each other's.
import { openDB } from "../vendor/idb-8.0.4.js";

export async function openStore(user) {
  const db = await openDB(`genba-${user}`, 1, {
    upgrade(db) {
      db.createObjectStore("kept"); // day, device
      db.createObjectStore("drafts"); // by workshop and session
      db.createObjectStore("outbox", { keyPath: "id" });
    },
  });
  return {
    get: (key) => db.get("kept", key),
    put: (key, value) => db.put("kept", value, key),
    draft: (key) => db.get("drafts", key),
    keepDraft: (key, value) => db.put("drafts", value, key),
    // A record and the end of its draft in one transaction: both or neither, whenever the tab is closed.
    async write(record, draft) {
      const change = db.transaction(["outbox", "drafts"], "readwrite");
      change.objectStore("outbox").put(record);
      if (draft) change.objectStore("drafts").delete(draft);
      await change.done;
    },
    records: async () => (await db.getAll("outbox")).sort((a, b) => a.made_at.localeCompare(b.made_at)),
    async settle(results, at) {
      const change = db.transaction("outbox", "readwrite");
      for (const result of results) {
        const record = await change.store.get(result.id);
        if (record) change.store.put({ ...record, ...result, told_at: at });
      }
      await change.done;
    },
    async wipe() {
      const change = db.transaction(["kept", "drafts", "outbox"], "readwrite");
      for (const name of change.objectStoreNames) change.objectStore(name).clear();
      await change.done;
    },
  };
}
