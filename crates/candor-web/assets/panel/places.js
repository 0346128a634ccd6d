// Where the reader is stays where it is: at the end of a talk, in a list from page to page, on a page after sending a form.

const PLACE = "candor:place:";
const SENT_AT = "candor:sent-at";

/** Goes to where the reader was, and remembers it when they leave. */
export function keepPlaces() {
  const line = document.getElementById(location.hash.slice(1));
  for (const list of document.querySelectorAll("[data-bottom]")) {
    // A link to a line shows that line; else the newest words are wanted.
    if (line && list.contains(line)) line.scrollIntoView({ block: "center" });
    else list.scrollTop = list.scrollHeight;
  }
  for (const part of document.querySelectorAll("[data-place]")) {
    part.scrollTop = Number(sessionStorage.getItem(PLACE + part.dataset.place)) || 0;
    part.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }
  returnToForm();
  addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sessionStorage.setItem(SENT_AT, JSON.stringify([location.pathname, scrollY]));
  });
  addEventListener("pagehide", () => {
    for (const part of document.querySelectorAll("[data-place]")) {
      sessionStorage.setItem(PLACE + part.dataset.place, String(part.scrollTop));
    }
  });
}

function returnToForm() {
  const [path, top] = JSON.parse(sessionStorage.getItem(SENT_AT) ?? "[]");
  sessionStorage.removeItem(SENT_AT);
  if (path === location.pathname && !location.hash) scrollTo(0, top);
}
