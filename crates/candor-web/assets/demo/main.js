// The page: one business, one contact, one manager, and what the desk makes of them. Wires the parts together.

import * as api from "./api.js";
import { Phone } from "./chat.js";
import { el, fill } from "./dom.js";
import { LiveView } from "./live.js";
import * as memory from "./memory.js";
import { newcomerName } from "./people.js";
import * as simulator from "./simulator.js";
import { Tabs } from "./tabs.js";
import { speak, spoken, t, worded } from "./text.js";

// Hints bring news at once; the beat catches what gives none, such as typing that ends.
const BEAT_MS = 1000;
const HIDDEN_BEAT_MS = 5000;
const LOST_AFTER = 2;
const LANGUAGES = ["en", "ru"];
const ASKED_OUTSIDE = ["outside", "haggle", "robot", "person", "stop"];

const page = { setup: null, business: null, contact: null, manager: null, failures: 0, isBusy: false, isStale: false };
const find = (id) => document.getElementById(id);

let contactPhone, managerPhone, view, tabs;

async function begin() {
  await speak(memory.language(LANGUAGES));
  tabs = new Tabs(document.querySelector(".tabs"), document.querySelector(".stage"));
  contactPhone = phone("contact", (person) => enter(page.business, person, page.manager));
  managerPhone = phone("manager", (person) => enter(page.business, page.contact, person));
  view = new LiveView({
    board: find("board"),
    turns: find("turns"),
    announce: (text) => fill(find("announcer"), text),
  });
  for (const code of LANGUAGES) {
    find(`lang-${code}`).addEventListener("click", () => turnPage(code));
    find(`new-${code}`).addEventListener("click", () => newcomer(code));
  }
  find("business").addEventListener("change", (event) => openBusiness(event.target.value));
  marks();
  api.hints(beat);
  document.addEventListener("visibilitychange", () => beat());
  for (;;) {
    await beat();
    await new Promise((next) => setTimeout(next, document.hidden ? HIDDEN_BEAT_MS : BEAT_MS));
  }
}

/** One of the two phones; whoever has it acts through the simulator. */
function phone(id, choose) {
  const bot = () => page.business.bot;
  return new Phone(find(id), {
    id,
    choose,
    send: (text, replyTo) => acting(() => simulator.say(bot(), page[id], text, replyTo)),
    attach: (file, words, replyTo) => acting(() => simulator.attach(bot(), page[id], file, words, replyTo)),
    press: (message, button) => acting(() => simulator.press(bot(), page[id], message.id, button)),
    stop: () => acting(() => simulator.stop(bot(), page[id])),
    menu: () => simulator.menu(bot(), page[id]),
  });
}

/** Brings the page up to date with the server, once at a time; a call during another makes it run again. */
async function beat() {
  if (page.isBusy) {
    page.isStale = true;
    return;
  }
  page.isBusy = true;
  try {
    do {
      page.isStale = false;
      await refresh();
    } while (page.isStale);
    found();
  } catch (error) {
    lost(error);
  } finally {
    page.isBusy = false;
  }
}

async function refresh() {
  if (!page.setup || page.failures > 0) await meet();
  const { business, contact, manager } = page;
  const [people, said, relayed, understood] = await Promise.all([
    simulator.people(),
    simulator.chat(business.bot, contact),
    simulator.chat(business.bot, manager),
    api.live(business.connection, contact.id, view.last),
  ]);
  if (business !== page.business || contact !== page.contact || manager !== page.manager) {
    page.isStale = true;
    return;
  }
  view.update(
    understood,
    said.messages.filter((message) => message.isMine).map((message) => message.id),
  );
  const known = people.map((person) => ({ ...person, isManager: person.id === business.manager.id }));
  contactPhone.offer(known, contact);
  managerPhone.offer(known, manager);
  if (understood.entries.length > 0) tabs.mark("live");
  contactPhone.show(said.messages, { ...said, seen: (message) => view.has(message.id) });
  if (managerPhone.show(relayed.messages, { ...relayed, seen: () => false })) tabs.mark("manager");
}

/** Learns what is set up; a demo that was started anew is a new world without yesterday's people. */
async function meet() {
  const setup = await api.setup();
  if (page.setup?.run === setup.run) return;
  page.setup = setup;
  fill(
    find("business"),
    setup.businesses.map((business) => el("option", { value: business.id }, worded(business.title))),
  );
  find("business-field").hidden = setup.businesses.length < 2;
  await openBusiness(memory.business(setup) ?? setup.businesses[0].id);
}

async function openBusiness(id) {
  const business = page.setup.businesses.find((one) => one.id === id) ?? page.setup.businesses[0];
  find("business").value = business.id;
  memory.keepBusiness(page.setup, business.id);
  const contact = memory.person(page.setup, "contact", business.id) ?? (await admit(speaks(business)));
  enter(business, contact, memory.person(page.setup, "manager", business.id) ?? business.manager);
}

/** Starts over as a person who never wrote before. */
async function newcomer(language) {
  if (!page.business) return;
  await acting(async () => enter(page.business, await admit(language), page.manager));
  contactPhone.focus();
}

function admit(language) {
  return simulator.admit({ name: newcomerName(language), language });
}

/** Shows these two people in their chats with the bot of a business. */
function enter(business, contact, manager) {
  const isOther = { contact: contact.id !== page.contact?.id, manager: manager.id !== page.manager?.id };
  const moved = business !== page.business;
  Object.assign(page, { business, contact, manager });
  memory.keepPerson(page.setup, "contact", business.id, contact);
  memory.keepPerson(page.setup, "manager", business.id, manager);
  if (moved || isOther.contact) {
    view.reset();
    contactPhone.hand();
  }
  if (moved || isOther.manager) managerPhone.hand();
  faces();
  tabs.clear();
  page.isStale = true;
  if (!page.isBusy) beat();
}

function faces() {
  const { business, contact, manager } = page;
  if (!business) return;
  const isManager = (person) => person.id === business.manager.id;
  const peer = worded(business.title);
  contactPhone.face({ person: contact, peer, isUsual: !isManager(contact) });
  managerPhone.face({ person: manager, peer, isUsual: isManager(manager) });
  const language = speaks(business);
  contactPhone.suggest(
    [business.price_question[language], ...ASKED_OUTSIDE.map((key) => t(`say.${language}.${key}`))].filter(Boolean),
  );
}

/** The page's language where the business speaks it, else the business's own. */
function speaks(business) {
  return business.languages.includes(spoken()) ? spoken() : business.languages[0];
}

async function turnPage(code) {
  await speak(code);
  memory.keepLanguage(code);
  marks();
  for (const phone of [contactPhone, managerPhone]) phone.rename();
  for (const option of find("business").options)
    option.textContent = worded(page.setup?.businesses.find((one) => one.id === option.value)?.title);
  faces();
  view.relabel();
  beat();
}

function marks() {
  for (const code of LANGUAGES) find(`lang-${code}`).setAttribute("aria-pressed", String(code === spoken()));
}

/** Lets a person act, then looks at once what became of it. */
async function acting(act) {
  const result = await act();
  beat();
  return result;
}

function found() {
  page.failures = 0;
  find("banner").hidden = true;
}

function lost(error) {
  page.failures += 1;
  if (page.failures < LOST_AFTER) return;
  const isGone = error instanceof TypeError;
  fill(find("banner-title"), t(isGone ? "gone.title" : "odd.title"));
  fill(find("banner-text"), t(isGone ? "gone.text" : "odd.text"));
  find("banner").hidden = false;
}

begin();
