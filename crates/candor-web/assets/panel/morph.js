// Makes a part of the page equal to a fresh copy of it, and leaves alone whatever is equal already: so scroll, focus,
// selection and opened details stay. Parts with an id are known by it, others by their kind and place.

/** Makes `old` equal to `fresh`. */
export function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.data = fresh.data;
    return;
  }
  matchAttributes(old, fresh);
  matchChildren(old, fresh);
}

function matchAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !isTheReaders(old, name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !isTheReaders(old, name)) old.setAttribute(name, value);
  }
}

/** Whether the reader sets this, not the server: what they opened stays open. */
function isTheReaders(element, name) {
  return name === "open" && element.matches("details, dialog");
}

function matchChildren(old, fresh) {
  const wanted = new Set([...fresh.children].map((child) => child.id));
  for (const child of [...old.children]) {
    if (child.id && !wanted.has(child.id)) child.remove();
  }
  let here = old.firstChild;
  for (const want of fresh.childNodes) {
    const found = counterpart(old, here, want);
    if (!found) {
      old.insertBefore(document.importNode(want, true), here);
      continue;
    }
    while (here && here !== found && !here.id) here = drop(here);
    if (here === found) here = found.nextSibling;
    else old.insertBefore(found, here);
    morph(found, want);
  }
  while (here) here = drop(here);
}

/** What stands in `old`, from `here` on, for what is wanted. */
function counterpart(old, here, want) {
  if (want.id) return [...old.children].find((child) => child.id === want.id && isOfKind(child, want));
  if (want.nodeType !== Node.ELEMENT_NODE) return here && isOfKind(here, want) ? here : null;
  let at = here;
  while (at && !at.id && !isOfKind(at, want)) at = at.nextSibling;
  return at && !at.id ? at : null;
}

function isOfKind(one, other) {
  return one.nodeName === other.nodeName;
}

function drop(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}
