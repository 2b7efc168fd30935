// Keeps a part of a page fresh: every so many seconds it is read again and put in place of the old one, unless somebody
// is using it. Without JavaScript a link beside it does the same.
class FreshPart extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.renew(), Number(this.dataset.seconds || 30) * 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async renew() {
    if (document.hidden || this.contains(document.activeElement) || this.querySelector(":checked")) return;
    const answer = await fetch(location.href, { redirect: "error" }).catch(() => null);
    if (!answer || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(this.id);
    if (fresh && !this.contains(document.activeElement)) this.replaceChildren(...fresh.childNodes);
  }
}

customElements.define("fresh-part", FreshPart);
