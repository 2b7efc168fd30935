// Warns of near duplicates while a name is typed. Without JavaScript the same warning comes when the form is sent.
class SimilarNames extends HTMLElement {
  connectedCallback() {
    this.closest("form").addEventListener("input", () => {
      clearTimeout(this.wait);
      this.wait = setTimeout(() => this.ask(), 300);
    });
  }

  async ask() {
    const typed = new FormData(this.closest("form"));
    if ((typed.get("name") ?? "").trim().length < 2) return;
    const asked = ["name", "country", "phone", "sex"].filter((name) => typed.get(name));
    const query = new URLSearchParams(asked.map((name) => [name, typed.get(name)]));
    const answer = await fetch(`${this.dataset.from}?${query}`, { headers: { Accept: "text/html" } });
    if (answer.ok) this.querySelector("[data-found]").innerHTML = await answer.text();
  }
}

customElements.define("similar-names", SimilarNames);
