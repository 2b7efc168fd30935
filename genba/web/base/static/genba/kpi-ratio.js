// Shows what two amounts make while they are typed. The server works it out again, and asks where it is unlikely.
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0x1040];

export function plain(text) {
  const digits = [...text].map((sign) => {
    const code = sign.codePointAt(0);
    const zero = zeros.find((z) => code >= z && code < z + 10);
    return zero === undefined ? sign : String(code - zero);
  });
  const number = digits.join("").replace("٫", ".").replace(/[\s'’٬]/g, "");
  // What can be read in two ways is left to the server, which asks.
  return /^\d+([.,]\d+)?$/.test(number) && !/^[1-9]\d{0,2}[.,]\d{3}$/.test(number) ? Number(number.replace(",", ".")) : NaN;
}

class KpiRatio extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", () => this.show());
    this.show();
  }

  show() {
    const [above, below] = [...this.querySelectorAll("input")].map((input) => plain(input.value));
    const value = (Number(this.dataset.scale) * above) / below;
    const output = this.querySelector("output");
    if (!Number.isFinite(value) || ("bounded" in this.dataset && above > below)) {
      output.textContent = "";
      return;
    }
    const digits = Number(this.dataset.decimals);
    const language = document.documentElement.lang;
    const spoken = language === "ar" ? "ar-EG" : language;
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    const unit = this.dataset.unit === "%" && language === "ar" ? "٪" : this.dataset.unit;
    output.textContent = `${new Intl.NumberFormat(spoken, options).format(value)}\u00a0${unit}`;
  }
}

customElements.define("kpi-ratio", KpiRatio);
