// Shows how far a long work is, and the whole page once it is done. Without JavaScript "Look again" does the same.
class TrueProgress extends HTMLElement {
  connectedCallback() {
    this.wait = setTimeout(() => this.ask(), 700);
  }

  disconnectedCallback() {
    clearTimeout(this.wait);
  }

  async ask() {
    const answer = await fetch(this.dataset.from, { headers: { Accept: "application/json" } }).catch(() => null);
    const told = answer && answer.ok ? await answer.json() : null;
    if (told && !told.is_running) return location.reload();
    if (told && told.total) {
      const bar = this.querySelector("progress");
      bar.max = told.total;
      bar.value = told.read;
    }
    this.wait = setTimeout(() => this.ask(), told ? 1000 : 5000);
  }
}

customElements.define("true-progress", TrueProgress);
