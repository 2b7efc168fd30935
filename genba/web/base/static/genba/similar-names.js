// Warns of near duplicates while a name is typed. Without JavaScript the same warning comes when the form is sent.
class SimilarNames extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", () => {
      clearTimeout(this.wait);
      this.wait = setTimeout(() => this.ask(), 300);
    });
  }

  async ask() {
    const value = (name) => this.querySelector(`[name=${name}]`).value;
    if (value("name").trim().length < 3) return;
    const query = new URLSearchParams({ name: value("name"), country: value("country") });
    const answer = await fetch(`${this.dataset.from}?${query}`, { headers: { Accept: "text/html" } });
    if (answer.ok) this.querySelector("[data-found]").innerHTML = await answer.text();
  }
}

customElements.define("similar-names", SimilarNames);
