// Sends what is in the outbox. Nothing here forgets a record: only its state changes, by what the server said of it.
const AT_ONCE = 20; // so few that the server makes facts of them while it is asked

const ASKED_AT_ONCE = 500;

export const isUnsent = (record) => record.state === "here";
export const isWaiting = (record) => record.state === "waiting"; // it is at the server, which still looks at it, or for somebody there
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

// "sent" or "withdrawn"; throws where there is no network, or nobody signed in.
export async function send(store, csrf, device, photos) {
  const unsent = (await store.records()).filter(isUnsent);
  const parts = [];
  for (let at = 0; at < unsent.length; at += AT_ONCE) parts.push(unsent.slice(at, at + AT_ONCE));
  if (!parts.length) parts.push([]); // only to say that nothing waits
  let left = unsent.length;
  for (const part of parts) {
    const report = { device, sent_at: new Date().toISOString(), unsent: left, unsent_photos: photos };
    const told = await asked("/api/v1/records", csrf, { ...report, records: part.map(envelope) });
    if (told.withdrawn) return "withdrawn";
    await store.settle(told.results, new Date().toISOString());
    left -= part.length;
  }
  await askAgain(store, csrf, device);
  await store.put("sent_at", new Date().toISOString());
  return "sent";
}

// What became of those that wait there. One that the server does not know any more is sent once more.
async function askAgain(store, csrf, device) {
  const ids = (await store.records()).filter(isWaiting).map((one) => one.id).slice(0, ASKED_AT_ONCE);
  if (!ids.length) return;
  const { results } = await asked("/api/v1/records/results", csrf, { device, ids });
  const known = new Set(results.map((one) => one.id));
  const lost = ids.filter((id) => !known.has(id)).map((id) => ({ id, state: "here", said: [] }));
  await store.settle([...results, ...lost], new Date().toISOString());
}

export const outcomeOf = (error) => (["401", "403"].includes(error.message) ? "signed-out" : "offline");
