/* Filling in: saves by itself, and keeps on this device what the server does not have yet, together with
   what stood there when it was typed, so that a late save never writes over somebody's newer one.
   The page works without it: Save posts what is in the fields. */
const PAUSE = 1200;
const RETRY = 15000;

const form = document.getElementById("bao-cao");
const words = { ...document.getElementById("da-dan").dataset };
const NAMES = /^(so-|nhan-xet)/;
const fields = () => [...form.elements].filter((field) => NAMES.test(field.name));
const beside = (field, kind) => form.elements[field.name.replace(/^so-/, `${kind}-`)];
const seenOf = (field) => form.elements[`seen-${field.name.replace(/^so-/, "")}`];
const flag = (field) => (field.type === "textarea" ? "" : String(Number(beside(field, "nil").checked)));
const says = (field) => flag(field) + field.value.trim();
const isUnsaved = (field) => says(field) !== seenOf(field).value.replace(/\r\n?/g, "\n").trim();
const unsaved = () => fields().filter(isUnsaved);
const typed = () => JSON.stringify(fields().map(says));

let tried = typed(); // what was last sent, whole: the same is not sent twice
let timer;
let saving;
let stuck = ""; // "line": the server does not answer; "session": it asks for a sign-in
let isKept = true;
let isLeaving = false;
let isOut = false; // signed out: nothing more is kept or sent

function say(state, text) {
  const line = document.querySelector(".save");
  if (!line) return;
  line.dataset.state = state;
  if (text) line.textContent = text;
}

/* Another tab may have the same section open: each takes away only what it put there itself.
   A private window may refuse to keep anything; the server is then the only place. */
const ours = new Map();
function keep() {
  if (isOut || form.dataset.pending) return;
  try {
    const kept = JSON.parse(localStorage.getItem(form.dataset.keep)) || {};
    for (const [name, said] of ours) if (JSON.stringify(kept[name]) === said) delete kept[name];
    ours.clear();
    for (const field of unsaved()) {
      kept[field.name] = [says(field), seenOf(field).value];
      ours.set(field.name, JSON.stringify(kept[field.name]));
    }
    if (Object.keys(kept).length) localStorage.setItem(form.dataset.keep, JSON.stringify(kept));
    else localStorage.removeItem(form.dataset.keep);
    isKept = true;
  } catch {
    isKept = false;
  }
}

function write(field, said) {
  if (field.type === "textarea") field.value = said;
  else [field.value, beside(field, "nil").checked] = [said.slice(1), said[0] === "1"];
}

function bringBack() {
  let kept;
  try { kept = JSON.parse(localStorage.getItem(form.dataset.keep)) || {}; } catch { return; }
  for (const [name, said] of Object.entries(kept)) ours.set(name, JSON.stringify(said));
  const lost = fields().filter((field) => kept[field.name] && kept[field.name][0] !== says(field));
  for (const field of lost) {
    write(field, kept[field.name][0]);
    seenOf(field).value = kept[field.name][1];
  }
  keep();
  if (!lost.length) return;
  say("local", words.restored);
  later();
}

function later(pause = PAUSE) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

/* Takes over from the answer everything but the fields: messages, differences, marks, counts. */
function takeOver(answer) {
  for (const fresh of answer.querySelectorAll("tr[id]")) {
    const old = document.getElementById(fresh.id);
    if (!old) continue;
    old.className = fresh.className;
    const invalid = new Set([...fresh.querySelectorAll("[aria-invalid]")].map((field) => field.id));
    for (const field of old.querySelectorAll('.in input[type="text"]')) {
      if (invalid.has(field.id)) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }
  for (const fresh of answer.querySelectorAll("[data-live]")) {
    const old = document.querySelector(`[data-live="${fresh.dataset.live}"]`);
    if (old) old.replaceWith(document.adoptNode(fresh));
  }
  showHere();
}

/* On a narrow screen the sections stand in one line that scrolls. */
function showHere() {
  const link = document.querySelector(".toc [aria-current]");
  const line = link?.closest("ol");
  if (line) line.scrollLeft = link.offsetLeft - line.offsetLeft - (line.clientWidth - link.offsetWidth) / 2;
}

async function save() {
  clearTimeout(timer);
  if (isOut || form.dataset.pending) return false;
  if (saving) return saving.then(save);
  const sent = typed();
  if (sent === tried && !stuck) return !unsaved().length;
  keep();
  say("saving", words.saving);
  saving = send();
  stuck = await saving;
  saving = undefined;
  if (stuck) return false;
  tried = sent;
  keep();
  if (typed() !== sent) later();
  return !unsaved().length;
}

/* Returns what is in the way, "" once the server has answered; what it could not keep it says at the cell. */
async function send() {
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" }, keepalive: document.visibilityState === "hidden" });
    if (response.redirected || response.status === 403) {
      say("local", words.ended);
      return "session";
    }
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!answer.querySelector('[data-live="state"]')) throw new Error("no answer");
    takeOver(answer);
    if (response.status === 409) say("failed", answer.querySelector("[data-closed]")?.textContent || words.clash);
    return "";
  } catch {
    say("local", words.local);
    later(RETRY);
    return "line";
  }
}

form.addEventListener("input", () => {
  keep();
  later();
});
form.addEventListener("focusout", () => later(150));

/* Two people at one place: the field shows the one that is chosen. */
const mine = new Map();
form.addEventListener("change", ({ target }) => {
  if (!target.name.startsWith("chon-")) return;
  const place = target.name.slice(5);
  const field = form.elements[`so-${place}`] || form.elements[place];
  if (!mine.has(field)) mine.set(field, says(field));
  write(field, target.value === "ho" ? form.elements[`ho-${place}`].value : mine.get(field));
  tried = undefined;
  later(0);
});

/* A dash or "không" in a cell: whoever typed it says what it means; the field then shows the answer. */
form.addEventListener("click", (event) => {
  const button = event.target.closest('button[name^="nghia"]');
  if (!button || form.dataset.pending) return;
  event.preventDefault();
  const asked = button.name === "nghia" ? [...form.querySelectorAll('button[name^="nghia-"]')] : [button];
  const names = new Set(asked.map(({ name }) => name.replace("nghia-", "so-")));
  for (const name of names) write(form.elements[name], button.value === "0" ? "00" : "1");
  form.elements[[...names][0]].focus();
  tried = undefined;
  later(0);
});

/* What was pasted is only shown until somebody says so: saving, leaving and handing in say so. */
const settle = () => form.dispatchEvent(new Event("nhip:settle"));

/* Handing in leaves nothing behind: what this device still holds of other sections and the server has not
   is told, with the way there. What went up when a section was left by its button stands there by now. */
const addressOf = (section) => {
  const asked = new URLSearchParams(location.search);
  asked.set("muc", section);
  return `?${asked}`;
};
function keptElsewhere() {
  const [app, report, here, user] = form.dataset.keep.split(":");
  try {
    return Object.keys(localStorage).filter((key) => {
      const [a, r, section, u] = key.split(":");
      return a === app && r === report && u === user && section !== here;
    });
  } catch {
    return [];
  }
}

async function isHeld(key) {
  try {
    const response = await fetch(addressOf(key.split(":")[2]));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const stored = page.getElementById("bao-cao").elements;
    const kept = Object.entries(JSON.parse(localStorage.getItem(key)) || {});
    const isThere = ([name, [said]]) => {
      const seen = stored[`seen-${name.replace(/^so-/, "")}`];
      return !seen || seen.value.replace(/\r\n?/g, "\n").trim() === said.trim();
    };
    if (!kept.every(isThere)) return true;
    localStorage.removeItem(key);
    return false;
  } catch {
    return true;
  }
}

async function tellHeld(kept) {
  const answers = await Promise.all(kept.map(isHeld));
  const held = kept.filter((_key, at) => answers[at]).map((key) => key.split(":")[2]);
  const note = document.getElementById("con-giu");
  note.hidden = !held.length;
  note.querySelector("ul").replaceChildren(...held.map((section) => {
    const [line, link] = ["li", "a"].map((name) => document.createElement(name));
    link.href = addressOf(section);
    link.textContent = note.dataset.section.replace("{n}", section);
    line.append(link);
    return line;
  }));
  if (held.length) note.scrollIntoView({ block: "center" });
  return held.length > 0;
}

/* Without a line the page stays, and with it the sight of what was typed. */
let hasLooked = false;
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  settle();
  keep();
  const button = event.submitter;
  const kept = button?.value === "submit" && !hasLooked ? keptElsewhere() : [];
  if (kept.length) {
    event.preventDefault();
    tellHeld(kept).then((held) => {
      hasLooked = !held;
      if (hasLooked) form.requestSubmit(button);
    });
    return;
  }
  hasLooked = false;
  if (navigator.onLine) isLeaving = true;
  else {
    event.preventDefault();
    say("local", words.local);
  }
});
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyS") return;
  event.preventDefault();
  settle();
  save();
});

/* Leaving by a link: save first, so that the next page already counts what was typed here. */
document.addEventListener("click", async (event) => {
  const link = event.target.closest(".toc a, .tabs a, .units a, .savebar a");
  if (!link || event.ctrlKey || event.metaKey) return;
  settle();
  if (navigator.onLine && !unsaved().length) return;
  event.preventDefault();
  if (unsaved().length) await Promise.race([save(), new Promise((resolve) => setTimeout(resolve, 3000))]);
  if (!navigator.onLine || stuck === "line") return say("local", words.stay);
  isLeaving = true;
  location.assign(link.href);
});

addEventListener("beforeunload", (event) => {
  if (form.dataset.pending && !isLeaving) event.preventDefault();
  if (unsaved().length && !isLeaving && !isOut && (stuck === "line" || !isKept)) event.preventDefault();
});
document.addEventListener("nhip:out", () => {
  isOut = true;
});
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && !isLeaving && unsaved().length && save());
addEventListener("online", () => later(0));

showHere();
bringBack();
