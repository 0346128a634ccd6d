// The keyboard: J and K through the rows of a list, and a key of its own for whatever says so (`data-key`).

const FIELDS = "input, textarea, select, [contenteditable]";

/** Listens to keys pressed outside of fields, and to Ctrl + Enter inside the one that sends. */
export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    if (isSending(event)) {
      event.preventDefault();
      event.target.form.requestSubmit();
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector("dialog[open]")) {
      press(event);
    }
  });
}

function isSending(event) {
  return event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea[data-send]");
}

function press(event) {
  const key = keyOf(event);
  if (event.target.matches(FIELDS)) {
    if (key === "Escape") event.target.blur();
    return;
  }
  const isMove = key === "j" || key === "k";
  const done = isMove ? moveRow(key === "j" ? 1 : -1) : use(key);
  if (done) event.preventDefault();
}

/** The key by its Latin letter; on a keyboard that writes other letters, by its place. */
function keyOf({ key, code }) {
  if (/^[\x20-\x7e]$/.test(key) && !(key === "." && code === "Slash")) return key.toLowerCase();
  if (code === "Slash") return "/";
  return key.length === 1 && code.startsWith("Key") ? code.slice(3).toLowerCase() : key;
}

function moveRow(by) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(isShown);
  const from = rows.findIndex((row) => row === document.activeElement);
  const current = from >= 0 ? from : rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const next = rows[current < 0 ? 0 : current + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(next);
}

function use(key) {
  const target = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && isReachable(one));
  if (!target) return false;
  if (target.matches(FIELDS)) {
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  } else {
    target.click();
  }
  return true;
}

/** A link that only small windows show may be used by its key in any. */
function isReachable(one) {
  return one.matches("a[href]") || isShown(one);
}

function isShown(one) {
  return one.getClientRects().length > 0;
}
