// What the tab remembers, so that a reload goes on with the same conversation. Nothing outlives the tab but the language.

const LANGUAGE = "candor.language";

/** The page's language: asked for in the address, chosen before, or the browser's. */
export function language(known) {
  const asked = new URLSearchParams(location.search).get("lang");
  const wanted = [asked, read(localStorage, LANGUAGE), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find((code) => known.includes(code)) ?? known[0];
}

export function keepLanguage(code) {
  keep(localStorage, LANGUAGE, code);
}

/** The business last looked at in this run of the demo. */
export function business(setup) {
  return read(sessionStorage, `${setup.run}.business`);
}

export function keepBusiness(setup, id) {
  keep(sessionStorage, `${setup.run}.business`, id);
}

/** The person last played on a phone (`contact` or `manager`) with a business in this run of the demo. */
export function person(setup, phone, businessId) {
  return read(sessionStorage, `${setup.run}.${phone}.${businessId}`);
}

export function keepPerson(setup, phone, businessId, person) {
  keep(sessionStorage, `${setup.run}.${phone}.${businessId}`, person);
}

// A browser may forbid storage; the page then simply remembers nothing.
function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

function keep(storage, key, value) {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // nothing to do
  }
}
