// Lays "after" over "before" and draws a line between them that moves by finger, mouse and arrow keys.
// Without it both photos stand side by side.
class BeforeAfter extends HTMLElement {
  connectedCallback() {
    if (this.querySelectorAll("img").length !== 2 || this.querySelector("input")) return;
    const range = document.createElement("input");
    Object.assign(range, { type: "range", min: 0, max: 100, value: 50 });
    range.setAttribute("aria-label", this.dataset.label);
    range.addEventListener("input", () => this.show(range));
    this.append(range);
    this.dataset.ready = "";
    this.show(range);
  }

  show(range) {
    this.style.setProperty("--seen", `${range.value}%`);
    range.setAttribute("aria-valuetext", new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(range.value / 100));
  }
}

customElements.define("before-after", BeforeAfter);
