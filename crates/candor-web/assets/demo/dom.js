// Builds elements. The one way text enters the page: as text nodes, so nothing a person wrote can become markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties ("class", "on…" listeners, attributes; `true` sets, `false`/`null` leaves out) and children. */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** A name somebody chose, kept from turning the text around it. */
export function name(text) {
  return el("bdi", {}, text);
}

/** Replaces the children of an element. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

const ICONS = {
  send: "M4 12 20 4l-4.5 16-4-6.5z M11.5 13.5 20 4",
  reply: "M9 7 4 12l5 5 M4 12h10a6 6 0 0 1 6 6",
  close: "M6 6l12 12 M18 6 6 18",
  tick: "m5 12.5 4.5 4.5L19 7.5",
  ticks: "m2 12.5 4.5 4.5L14 8.5 M11 15l2 2 9-9",
  clock: "M12 7v5l3 2 M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z",
  alert: "M12 8v5 M12 16.5v.01 M12 3 2.5 20h19z",
  stop: "M5.5 5.5l13 13 M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8z M4.5 20a7.5 7.5 0 0 1 15 0",
  spark: "M12 3v4 M12 17v4 M3 12h4 M17 12h4 M6 6l2.5 2.5 M15.5 15.5 18 18 M18 6l-2.5 2.5 M8.5 15.5 6 18",
  arrow: "M5 12h14 M13 6l6 6-6 6",
  shield: "M12 3 5 6v5c0 4.5 3 8 7 10 4-2 7-5.5 7-10V6z M9 12l2.2 2.2L15.5 10",
  down: "m6 9 6 6 6-6",
  menu: "M5 7h14 M5 12h14 M5 17h14",
  clip: "M20 11.5 12 19.5a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7L9.8 17a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6",
  document: "M7 3h7l4 4v14H7z M14 3v4h4 M10 12h5 M10 16h5",
  photo: "M4 5h16v14H4z M4 16l4.5-4.5 4 4 3-3 4.5 4.5 M15 9.5v.01",
  film: "M4 6h16v12H4z M10.5 9.5v5l4-2.5z",
  voice: "M4 10v4 M8 7v10 M12 4v16 M16 7v10 M20 10v4",
};

/** A drawing from the closed list above; decoration only, so hidden from readers. */
export function icon(which) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${which}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[which]);
  svg.append(path);
  return svg;
}
