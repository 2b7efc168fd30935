// Sends what is in the outbox. Nothing here forgets a record: only its state changes, by what the server said of it.
const UNSENT = new Set(["here", "waiting"]); // what waits at the server is asked about again
const AT_ONCE = 100;

export const isUnsent = (record) => record.state === "here";

async function asked(address, csrf, body) {
  const answer = await fetch(address, {
    method: "POST", credentials: "same-origin", body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
  }); // prettier-ignore
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

export async function deviceOf(store, csrf, name) {
  const known = await store.get("device");
  if (known) return known;
  const made = await asked("/api/v1/devices", csrf, { name });
  await store.put("device", made.code);
  return made.code;
}

// "sent", "offline", "signed-out" or "withdrawn".
export async function send(store, csrf, name) {
  try {
    const device = await deviceOf(store, csrf, name);
    const waiting = (await store.records()).filter((record) => UNSENT.has(record.state));
    for (let at = 0; at < waiting.length; at += AT_ONCE) {
      const part = waiting.slice(at, at + AT_ONCE);
      const told = await asked("/api/v1/records", csrf, {
        device, sent_at: new Date().toISOString(), unsent: waiting.length - at, unsent_photos: 0,
        records: part.map(({ id, kind, version, author, made_at, body }) => ({ id, kind, version, author, made_at, body })),
      }); // prettier-ignore
      if (told.withdrawn) {
        await store.wipe();
        return "withdrawn";
      }
      await store.settle(told.results, new Date().toISOString());
    }
    await store.put("sent_at", new Date().toISOString());
    return "sent";
  } catch (error) {
    return ["401", "403"].includes(error.message) ? "signed-out" : "offline";
  }
}
