// A second place for what is not sent yet. Browsers that run short of space clear databases and leave this one, which is small.
import { decoded, encoded } from "./safe.js";

export function mirrorOf(user) {
  const prefix = `genba-unsent-${user}-`;
  const names = () => Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  return {
    keep({ id, iv, sealed }) {
      try {
        localStorage.setItem(prefix + id, JSON.stringify({ iv: encoded(iv), sealed: encoded(sealed) }));
        return true;
      } catch {
        return false; // full: the database may still have room
      }
    },
    rows: () =>
      names().map((name) => {
        const { iv, sealed } = JSON.parse(localStorage.getItem(name));
        return { id: name.slice(prefix.length), iv: decoded(iv), sealed: decoded(sealed).buffer };
      }),
    forget: (id) => localStorage.removeItem(prefix + id),
    wipe: () => names().forEach((name) => localStorage.removeItem(name)),
  };
}
