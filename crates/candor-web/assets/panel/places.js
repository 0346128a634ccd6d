// Where the reader is stays where it is: at the end of a talk, in a list from page to page, on a page after sending a form.

const PLACE = "candor:place:";
const SENT_AT = "candor:sent-at";
/** Where drafts remember what was sent (`drafts.js`). */
const SENT = "candor:sent";

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
    const isLeaving = event.target.getAttribute("action") === "/panel/sign-out";
    if (!event.defaultPrevented && !isLeaving) sessionStorage.setItem(SENT_AT, JSON.stringify([location.pathname, scrollY]));
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

/** What a form of a conversation does; each leads back to it. */
const DEEDS = /^\/panel\/inbox\/\d+\/(take|release|stop|answer|note|tag|snooze|unsnooze)$/;

/** A form that leads back to its conversation takes its place instead of coming behind it: one step back leads out. */
export function replaceSent() {
  addEventListener("submit", (event) => {
    const [form, button] = [event.target, event.submitter];
    const action = button?.hasAttribute("formaction") ? button.formAction : form.action;
    if (event.defaultPrevented || form.method !== "post" || !DEEDS.test(new URL(action).pathname)) return;
    event.preventDefault();
    send(action, form, button);
  });
}

async function send(action, form, button) {
  const filled = new FormData(form);
  if (button?.name) filled.append(button.name, button.value);
  const body = form.enctype === "multipart/form-data" ? filled : new URLSearchParams([...filled]);
  let answer = null;
  try {
    answer = await fetch(action, { method: "POST", body, redirect: "manual" });
  } catch {
    // Nobody knows whether it arrived: what was typed stays, and the page says that the desk does not answer.
    sessionStorage.removeItem(SENT);
    return;
  }
  if (answer.type === "opaqueredirect") return location.replace(location.pathname + location.search);
  // What was not taken is told by a page of its own.
  if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
  form.submit();
}
