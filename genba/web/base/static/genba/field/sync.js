// Sends what is in the outbox. Nothing here forgets a record: only its state changes, by what the server said of it.
const UNSENT = new Set(["here", "waiting"]); // what waits at the server is asked about again
const AT_ONCE = 20; // so few that the server makes facts of them while it is asked

export const isUnsent = (record) => record.state === "here";
export const isStuck = (record) => record.state === "to-fix" || record.state === "refused";

export async function asked(address, csrf, body, { method = "POST", type = "application/json" } = {}) {
  const answer = await fetch(address, {
    method, credentials: "same-origin", body: type === "application/json" && body !== undefined ? JSON.stringify(body) : body,
    headers: { "Content-Type": type, "X-CSRFToken": csrf },
  }); // prettier-ignore
  if (!answer.ok) throw Object.assign(new Error(String(answer.status)), { told: await answer.json().catch(() => null) });
  return answer.json();
}

export const envelope = ({ id, kind, version, author, made_at, body, replaces }) => ({ id, kind, version, author, made_at, body, replaces: replaces || null });

export async function deviceOf(store, csrf, name, key) {
  const known = await store.get("device");
  if (known) return known;
  const made = await asked("/api/v1/devices", csrf, { name, key });
  await store.put("device", made.code);
  return made.code;
}

// "sent", "offline", "signed-out" or "withdrawn".
export async function send(store, csrf, device, photos) {
  const waiting = (await store.records()).filter((record) => UNSENT.has(record.state));
  const parts = [];
  for (let at = 0; at < waiting.length; at += AT_ONCE) parts.push(waiting.slice(at, at + AT_ONCE));
  if (!parts.length) parts.push([]); // only to say that nothing waits
  let left = waiting.filter(isUnsent).length;
  for (const part of parts) {
    const report = { device, sent_at: new Date().toISOString(), unsent: left, unsent_photos: photos };
    const told = await asked("/api/v1/records", csrf, { ...report, records: part.map(envelope) });
    if (told.withdrawn) return "withdrawn";
    await store.settle(told.results, new Date().toISOString());
    left -= part.filter(isUnsent).length;
  }
  await store.put("sent_at", new Date().toISOString());
  return "sent";
}

export const outcomeOf = (error) => (["401", "403"].includes(error.message) ? "signed-out" : "offline");
