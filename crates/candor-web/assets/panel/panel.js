// What the panel's pages do by themselves. Every page works without it; each concern has a module of its own.

import { keepDrafts } from "./drafts.js";
import { mindForms } from "./forms.js";
import { listenToKeys } from "./keys.js";
import { follow } from "./live.js";
import { keepPlaces, replaceSent } from "./places.js";
import { quicken } from "./quick.js";
import { keepTimes } from "./times.js";

keepTimes();
keepDrafts();
keepPlaces();
mindForms();
quicken();
listenToKeys();
follow();
// After those that remember what is sent.
replaceSent();
