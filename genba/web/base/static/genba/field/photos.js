// Photos travel apart from records, in pieces, and go on where they stopped. One that does not go holds up no other, and its
// bytes stay here until its record is a fact.
import { asked, outcomeOf } from "./sync.js";

const PIECE = 64 * 1024; // bytes: a minute on a bad network
const PATIENT = 3; // times that what arrived was not what was sent; then a person looks at it
export const isUnderWay = (photo) => photo.state === "here" || photo.state === "sending";

// "sent", "offline", "signed-out" or "withdrawn".
export async function sendPhotos(store, csrf, device, tell) {
  for (const { content } of (await store.photos()).filter(isUnderWay)) {
    try {
      if (await sendOne(store, csrf, device, content, tell)) return "withdrawn";
    } catch (error) {
      if (error instanceof TypeError || outcomeOf(error) === "signed-out") return outcomeOf(error);
      await store.tellPhoto(content, { said: error.told?.detail ? String(error.told.detail) : "" });
    }
  }
  return "sent";
}

async function sendOne(store, csrf, device, content, tell) {
  const { bytes, thrown = 0 } = await store.photo(content);
  let told = await asked("/api/v1/photos", csrf, { device, content, size: bytes.length });
  for (let tries = 0; told.state === "coming" && !told.withdrawn && tries < bytes.length / 1024; tries += 1) {
    await store.tellPhoto(content, { state: "sending", received: told.received, said: told.said });
    await tell();
    const piece = bytes.subarray(told.received, told.received + PIECE);
    const address = `/api/v1/photos/${content}?offset=${told.received}`;
    told = await asked(address, csrf, piece, { method: "PATCH", type: "application/octet-stream" }).catch((error) => {
      if (error.message === "409" && Number.isInteger(error.told?.received)) return error.told; // it has another part than we thought
      throw error;
    });
    if (told.state === "coming" && told.received === 0) break; // thrown away: not what was sent
  }
  if (told.state === "whole") await store.tellPhoto(content, { state: "whole", received: bytes.length, said: "" });
  else if (told.state === "refused") await store.tellPhoto(content, { state: "refused", said: told.said });
  else await store.tellPhoto(content, { state: thrown + 1 < PATIENT ? "here" : "skipped", received: told.received, said: told.said, thrown: thrown + 1 });
  return told.withdrawn;
}

// What is a fact needs no bytes here any more.
export async function forgetSettled(store) {
  const facts = new Set((await store.records()).filter((one) => one.kind === "photo" && (one.state === "accepted" || one.state === "flagged")).map((one) => one.body.content));
  for (const { content } of await store.photos()) if (facts.has(content)) await store.forgetPhoto(content);
}
