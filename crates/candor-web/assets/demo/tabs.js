// The three parts of the page as tabs where the screen is too narrow to show them side by side.

/** Tabs over the parts of the stage. A part where something happened unseen gets a mark. */
export class Tabs {
  constructor(bar, stage) {
    this.stage = stage;
    this.tabs = [...bar.querySelectorAll("[role=tab]")];
    for (const tab of this.tabs) tab.addEventListener("click", () => this.open(tab));
    bar.addEventListener("keydown", (event) => this.key(event));
  }

  /** Marks a part where something happened, unless it is the one looked at. */
  mark(part) {
    const tab = this.tabs.find((one) => partOf(one) === part);
    if (tab && partOf(tab) !== this.stage.dataset.shown) tab.classList.add("has-news");
  }

  /** Takes all marks away. */
  clear() {
    for (const tab of this.tabs) tab.classList.remove("has-news");
  }

  open(tab) {
    this.stage.dataset.shown = partOf(tab);
    for (const one of this.tabs) {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
    }
    tab.classList.remove("has-news");
  }

  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const next = this.tabs.at((this.tabs.indexOf(document.activeElement) + step) % this.tabs.length);
    next.focus();
    this.open(next);
  }
}

function partOf(tab) {
  return tab.getAttribute("aria-controls");
}
