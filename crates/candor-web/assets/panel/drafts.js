// Keeps what somebody has begun to write (`data-keep`), in this tab, until it was really sent.

const DRAFT = "candor:draft:";
const SENT = "candor:sent";

/** Puts drafts back where they were, and keeps them from now on. */
export function keepDrafts() {
  settleSent();
  putBack();
  document.addEventListener("candor:renewed", putBack);
  document.addEventListener("input", (event) => {
    const keep = event.target.dataset?.keep;
    if (keep) remember(DRAFT + keep, event.target.value);
  });
  addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
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

function putBack() {
  for (const field of document.querySelectorAll("[data-keep]")) {
    const draft = sessionStorage.getItem(DRAFT + field.dataset.keep);
    if (draft !== null && field.value === field.defaultValue && field !== document.activeElement) field.value = draft;
  }
}

function remember(key, value) {
  try {
    if (value) sessionStorage.setItem(key, value);
    else sessionStorage.removeItem(key);
  } catch {
    // A full store keeps no drafts; writing goes on.
  }
}
