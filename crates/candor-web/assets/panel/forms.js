// Forms ask before what cannot be undone (`data-confirm`), and are sent once.

/** A second press within this time is a slip of the hand. */
const ONCE_WITHIN = 2000;

const confirmed = new WeakSet();
const sentAt = new WeakMap();

/** Watches over every form of the page. */
export function mindForms() {
  for (const field of document.querySelectorAll("[data-own-zone]")) {
    // Most people set a desk up where they work; what they see they can change.
    field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
    if (question && !confirmed.delete(form)) {
      event.preventDefault();
      ask(question, form, event.submitter);
    } else if (Date.now() - (sentAt.get(form) ?? 0) < ONCE_WITHIN) {
      event.preventDefault();
    } else {
      sentAt.set(form, Date.now());
    }
  });
}

/** The button that does it says the same as the one that was pressed. */
function ask(question, form, submitter) {
  const dialog = document.createElement("dialog");
  const words = document.createElement("p");
  words.id = "question";
  words.textContent = question;
  const cancel = button(document.body.dataset.cancel, "quiet");
  const go = button(submitter?.textContent.trim() || question, submitter?.className ?? "");
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(cancel, go);
  dialog.setAttribute("aria-labelledby", words.id);
  dialog.append(words, actions);
  cancel.addEventListener("click", () => dialog.close());
  go.addEventListener("click", () => {
    dialog.close();
    confirmed.add(form);
    form.requestSubmit(submitter);
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  cancel.focus();
}

function button(words, kind) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = kind;
  made.textContent = words;
  return made;
}
