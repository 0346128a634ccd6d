// Keeps what somebody has begun to write (`data-keep`), in this tab, until it was really sent, or until they sign out: then nothing
// of theirs stays in this browser, and no other person who signs in finds it.

/** Everything the panel keeps in a browser begins so. */
const OURS = "candor:";
const DRAFT = "candor:draft:";
const SCRIPT = "candor:script:";
const SENT = "candor:sent";
/** Whose drafts they are. */
const WHOSE = "candor:whose";
/** Tells the other tabs that somebody signs out. */
const OUT = "candor:out";
const SIGN_OUT = "/panel/sign-out";

/** Puts drafts back where they were, and keeps them from now on. */
export function keepDrafts() {
  forgetOthers();
  settleSent();
  putBack();
  document.addEventListener("candor:renewed", putBack);
  document.addEventListener("input", (event) => {
    const keep = event.target.dataset?.keep;
    if (keep) remember(DRAFT + keep, event.target.value);
  });
  document.addEventListener("submit", askAboutDrafts, { capture: true });
  addEventListener("storage", (event) => {
    if (event.key !== OUT || !event.newValue) return;
    forget(sessionStorage);
    location.replace("/panel/sign-in");
  });
  addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (isSigningOut(event)) return forgetAll();
    const kept = event.target.querySelector("[data-keep]");
    if (kept) remember(SENT, kept.dataset.keep);
  });
}

/** The page after a form tells whether it was taken: a refusal, or having to sign in again, leaves the draft. */
function settleSent() {
  const keep = sessionStorage.getItem(SENT);
  if (keep === null) return;
  sessionStorage.removeItem(SENT);
  const wasTaken = document.body.classList.contains("has-menu") && !document.querySelector("#notice .is-refusal");
  if (wasTaken) sessionStorage.removeItem(DRAFT + keep);
}

/** What somebody else left behind, whose session ended by itself. */
function forgetOthers() {
  const me = document.body.dataset.me;
  if (!me) return;
  for (const store of [sessionStorage, localStorage]) {
    if ((store.getItem(WHOSE) ?? me) !== me) forget(store);
    write(store, WHOSE, me);
  }
}

function isSigningOut(event) {
  return event.target.getAttribute("action") === SIGN_OUT;
}

/** Whoever signs out loses what they did not send: the form asks first where there is any. */
function askAboutDrafts(event) {
  if (!isSigningOut(event)) return;
  const keys = [...Object.keys(sessionStorage), ...Object.keys(localStorage)];
  if (keys.some((key) => key.startsWith(DRAFT) || key.startsWith(SCRIPT))) event.target.dataset.confirm = document.body.dataset.unsent;
}

/** Before the desk is asked to end the session: nothing stays, though it should not answer. */
function forgetAll() {
  forget(sessionStorage);
  forget(localStorage);
  write(localStorage, OUT, "1");
  localStorage.removeItem(OUT);
}

function forget(store) {
  for (const key of Object.keys(store)) if (key.startsWith(OURS)) store.removeItem(key);
}

function putBack() {
  for (const field of document.querySelectorAll("[data-keep]")) {
    const draft = sessionStorage.getItem(DRAFT + field.dataset.keep);
    if (draft !== null && field.value === field.defaultValue && field !== document.activeElement) field.value = draft;
  }
}

function remember(key, value) {
  if (value) write(sessionStorage, key, value);
  else sessionStorage.removeItem(key);
}

function write(store, key, value) {
  try {
    store.setItem(key, value);
  } catch {
    // A full store keeps no drafts; writing goes on.
  }
}
