/* Filling in a section: saves by itself, keeps on this device what could not be saved, moves by keys.
   The page works without it: Save posts the section. */
const PAUSE = 1200;
const RETRY = 15000;

const form = document.getElementById("bao-cao");
const cells = () => [...form.querySelectorAll('.in input[name]:not([type="hidden"]):not([readonly])')];
const fields = () => [...form.elements].filter((field) => /^(so-|nil-|seen-|nhan-xet)/.test(field.name));
const holds = (field) => (field.type === "checkbox" ? String(field.checked) : field.value);
const picture = () => Object.fromEntries(fields().map((field) => [field.name, holds(field)]));
const typed = () => JSON.stringify(fields().filter((field) => field.type !== "hidden").map(holds));

let known = typed();
let timer;
let saving;

function say(state, words) {
  const line = document.querySelector(".save");
  if (!line) return;
  line.dataset.state = state;
  if (words) line.textContent = words;
}

/* What is typed lies in this browser until the server has answered; a private window may refuse. */
function keep() {
  try { localStorage.setItem(form.dataset.keep, JSON.stringify(picture())); } catch { /* nothing to keep it in */ }
}
function forget() {
  try { localStorage.removeItem(form.dataset.keep); } catch { /* nothing was kept */ }
}
function bringBack() {
  let kept;
  try { kept = JSON.parse(localStorage.getItem(form.dataset.keep)); } catch { return; }
  if (!kept) return;
  const now = picture();
  const lost = fields().some((field) => field.type !== "hidden" && field.name in kept && kept[field.name] !== now[field.name]);
  if (!lost) return forget();
  for (const field of fields()) {
    if (!(field.name in kept)) continue;
    if (field.type === "checkbox") field.checked = kept[field.name] === "true";
    else field.value = kept[field.name];
  }
  say("local", form.dataset.restored);
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
    const [was, is] = [old, fresh].map((row) => row.querySelector('.in input[type="text"]'));
    if (is.hasAttribute("aria-invalid")) was.setAttribute("aria-invalid", "true");
    else was.removeAttribute("aria-invalid");
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
  if (saving) return saving.then(save);
  const sent = typed();
  if (sent === known) return true;
  keep();
  say("saving", form.dataset.saving);
  saving = send();
  const done = await saving;
  saving = undefined;
  if (done) {
    known = sent;
    if (typed() === sent) forget();
    else later();
  }
  return done;
}

async function send() {
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" }, keepalive: document.visibilityState === "hidden" });
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    if (response.redirected || !answer.querySelector('[data-live="state"]')) throw new Error("no answer");
    if (response.status === 409) {
      say("failed", form.dataset.clash);
      return false;
    }
    takeOver(answer);
    return true;
  } catch {
    say("local", form.dataset.local);
    later(RETRY);
    return false;
  }
}

form.addEventListener("input", () => {
  keep();
  later();
});
form.addEventListener("focusout", () => later(150));
form.addEventListener("submit", () => clearTimeout(timer));

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.type === "textarea" || event.isComposing) return;
  if (!event.target.matches("input")) return;
  event.preventDefault();
  const all = cells();
  const here = event.target.closest("tr")?.querySelector(".in input[name]");
  (all[all.indexOf(here) + 1] || document.getElementById("nhan-xet")).focus();
});
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.code === "KeyS") {
    event.preventDefault();
    save();
  } else if (event.code === "KeyN") {
    const nil = document.activeElement.closest("tr")?.querySelector('input[type="checkbox"]');
    if (!nil) return;
    event.preventDefault();
    nil.click();
  }
});

/* Leaving by a link: save first, so that the next page already counts what was typed here. */
document.addEventListener("click", async (event) => {
  const link = event.target.closest(".toc a, .savebar a");
  if (!link || event.ctrlKey || event.metaKey || typed() === known) return;
  event.preventDefault();
  await Promise.race([save(), new Promise((resolve) => setTimeout(resolve, 3000))]);
  location.assign(link.href);
});
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
addEventListener("online", () => later(0));

showHere();
bringBack();
