// What is kept on the device is sealed with a key (AES-GCM). The key is kept wrapped by the PIN (PBKDF2, AES-GCM), and by the
// server, which gives it back to its user who forgot the PIN, and to nobody once the device is withdrawn.
const ROUNDS = 310_000;
const text = new TextEncoder();

export const encoded = (bytes) => btoa(Array.from(new Uint8Array(bytes), (code) => String.fromCharCode(code)).join(""));
export const decoded = (words) => Uint8Array.from(atob(words), (sign) => sign.charCodeAt(0));
export const newKey = () => crypto.getRandomValues(new Uint8Array(32));
export const keyOf = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

async function pinned(pin, salt, rounds) {
  const base = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function lockOf(raw, pin) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await pinned(pin, salt, ROUNDS), raw);
  return { salt: encoded(salt), iv: encoded(iv), wrapped: encoded(wrapped), rounds: ROUNDS };
}

// The key, or null where the PIN is another.
export async function unlocked(lock, pin) {
  try {
    const key = await pinned(pin, decoded(lock.salt), lock.rounds);
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: decoded(lock.iv) }, key, decoded(lock.wrapped)));
  } catch {
    return null;
  }
}

export async function sealBytes(key, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
}
export const openBytes = (key, { iv, sealed }) => crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);

export const seal = (key, value) => sealBytes(key, text.encode(JSON.stringify(value)));
export async function open(key, kept) {
  if (!kept?.sealed) return kept; // nothing, or from before there were PINs
  return JSON.parse(new TextDecoder().decode(await openBytes(key, kept)));
}
