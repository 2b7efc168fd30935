// Photos travel apart from records, in pieces, and go on where they stopped. One that does not go holds up no other.
import { asked, outcomeOf } from "./sync.js";

const PIECE = 64 * 1024; // bytes: a minute on a bad network
export const isWaiting = (photo) => photo.state === "here" || photo.state === "sending";

export async function sendPhotos(store, csrf, device, tell) {
  for (const { content } of (await store.photos()).filter(isWaiting)) {
    try {
      await sendOne(store, csrf, device, content, tell);
    } catch (error) {
      const outcome = outcomeOf(error);
      if (error.told?.detail) await store.tellPhoto(content, { said: String(error.told.detail) });
      if (outcome === "signed-out" || error instanceof TypeError) return outcome;
    }
  }
  return "sent";
}

async function sendOne(store, csrf, device, content, tell) {
  const photo = await store.photo(content);
  let told = await asked("/api/v1/photos", csrf, { device, content, size: photo.bytes.length });
  while (!told.is_whole && !told.said) {
    await store.tellPhoto(content, { state: "sending", received: told.received });
    await tell();
    const piece = photo.bytes.subarray(told.received, told.received + PIECE);
    told = await asked(`/api/v1/photos/${content}?offset=${told.received}`, csrf, piece, { method: "PATCH", type: "application/octet-stream" }).catch((error) => {
      if (error.message === "409" && Number.isInteger(error.told?.received)) return error.told; // it has another part than we thought
      throw error;
    });
  }
  if (told.is_whole) await store.forgetPhoto(content);
  else await store.tellPhoto(content, { state: "refused", said: told.said });
}
