// On every page of whoever writes in the field: how much waits on this device, and a word before signing out. A number that
// can be read without the PIN, and nothing else.
const chip = document.getElementById("unsent");
const name = chip && `genba-count-${chip.dataset.user}`;

export function keepCount(waiting) {
  try {
    localStorage.setItem(name, JSON.stringify(waiting));
  } catch {
    // the count is a kindness; the outbox itself knows
  }
  show();
}

function show() {
  const waiting = JSON.parse(localStorage.getItem(name) || "0");
  const { lang } = document.documentElement;
  chip.hidden = !waiting;
  chip.firstElementChild.textContent = chip.dataset.words.replace("{n}", new Intl.NumberFormat(lang === "ar" ? "ar-EG" : lang).format(waiting));
  const leaving = document.querySelector("form[data-leaves]");
  if (!waiting || !leaving) return;
  const warning = Object.assign(document.createElement("p"), { className: "error", textContent: chip.dataset.warning });
  warning.setAttribute("role", "alert");
  leaving.before(warning);
}

if (chip) show();
