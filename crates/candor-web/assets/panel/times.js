// Moments in the reader's own words, by the clock of the business: how long ago within a week, the date after that, exactly on hover.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const language = document.documentElement.lang || "en";
const distance = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
/** A browser that does not know the zone keeps to its own. */
const zone = knows(document.body.dataset.zone) ? document.body.dataset.zone : undefined;
const exact = written({ dateStyle: "long", timeStyle: "medium" });
const short = written({ dateStyle: "medium", timeStyle: "short" });
const dayOfThisYear = written({ day: "numeric", month: "short" });
const day = written({ day: "numeric", month: "short", year: "numeric" });
const year = written({ year: "numeric" });

function written(as) {
  return new Intl.DateTimeFormat(language, { ...as, timeZone: zone });
}

function knows(name) {
  try {
    return Boolean(name && new Intl.DateTimeFormat(language, { timeZone: name }));
  } catch {
    return false;
  }
}

/** Words every `<time>` of the page, now and once a minute. */
export function keepTimes() {
  wordTimes(document);
  setInterval(() => wordTimes(document), MINUTE * 1000);
}

/** Words every `<time datetime>` below `root`. Inside `data-exact` the moment itself is shown. */
export function wordTimes(root, now = new Date()) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    const words = time.closest("[data-exact]") ? short.format(at) : told(at, now);
    if (time.textContent !== words) say(time, words);
    time.title = zone ? `${exact.format(at)} (${zone})` : exact.format(at);
  }
}

/** Changes the words within the text that is there: a screen reader takes it for no news. */
function say(time, words) {
  if (time.firstChild?.nodeType === Node.TEXT_NODE) time.firstChild.data = words;
  else time.textContent = words;
}

function told(at, now) {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const away = Math.abs(seconds);
  if (away < 45) return distance.format(0, "second");
  if (away < HOUR) return distance.format(away < MINUTE ? Math.sign(seconds) : Math.trunc(seconds / MINUTE), "minute");
  if (away < DAY) return distance.format(Math.trunc(seconds / HOUR), "hour");
  if (away < WEEK) return distance.format(Math.trunc(seconds / DAY), "day");
  return (year.format(at) === year.format(now) ? dayOfThisYear : day).format(at);
}
