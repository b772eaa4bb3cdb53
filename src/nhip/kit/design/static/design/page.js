/* Reading tools in place: without this file the same buttons ask the server, which remembers in a cookie. */
const root = document.documentElement;
const sizes = ["100", "112", "125", "150", "200"];
const written = { 112: "112,5" };
const contrasts = ["soft", "normal", "high"];

const prefers = (query) => matchMedia(query).matches;
const size = () => root.dataset.size || "100";
const contrast = () => root.dataset.contrast || (prefers("(prefers-contrast: more)") ? "high" : "normal");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefers("(prefers-color-scheme: dark)"));

function keep(key, attribute, value) {
  root.dataset[attribute] = value;
  try { localStorage.setItem(key, value); } catch { /* kept for this page only */ }
}

function step(ladder, now, by) {
  return ladder[Math.min(Math.max(ladder.indexOf(now) + by, 0), ladder.length - 1)];
}

/* What is set is marked at every step: on the button that leads there, and in words. */
function mark(button) {
  const by = Number(button.dataset.step);
  if (button.name === "nen") return button.setAttribute("aria-pressed", isDark());
  const [ladder, now] = button.name === "co-chu" ? [sizes, size()] : [contrasts, contrast()];
  const usual = button.name === "co-chu" ? "100" : "normal";
  const side = Math.sign(ladder.indexOf(now) - ladder.indexOf(usual));
  if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", side === by);
  button.toggleAttribute("aria-disabled", false);
  if (by && step(ladder, now, by) === now) button.setAttribute("aria-disabled", "true");
}

function press({ dataset: says }, { name, dataset }) {
  const by = Number(dataset.step);
  if (name === "nen") return keep("nen", "theme", isDark() ? "light" : "dark");
  if (name === "co-chu") {
    const now = size();
    keep("co-chu", "size", by === 0 ? "100" : step(sizes, now, by));
    return by !== 0 && now === size() && (by < 0 ? says.smallest : says.largest);
  }
  const now = contrast();
  keep("tuong-phan", "contrast", step(contrasts, now, by));
  return now === contrast() && (by < 0 ? says.lowest : says.highest);
}

function show(form, told) {
  form.querySelectorAll("button").forEach(mark);
  const words = told || `${form.dataset.size} ${written[size()] || size()}% · ${form.dataset[contrast()]}`;
  const output = form.querySelector("output");
  if (output.textContent.trim() !== words) output.textContent = words;
}

for (const form of document.querySelectorAll(".reader")) {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    show(form, press(form, button));
  });
  show(form);
}

/* A form on its way: its button says so, and a second press does nothing. `data-quiet` on a form opts out.
   Where the page names no word for it (the editors' side has its own) nothing is done. */
const label = document.body.dataset.busy;
const sending = new Map();

function start(form, button) {
  sending.set(form, button && [button, button.innerHTML]);
  if (!button) return;
  button.style.minWidth = `${button.offsetWidth}px`;
  button.setAttribute("aria-busy", "true");
  button.textContent = button.dataset.busy || label;
}

function end(form) {
  const kept = sending.get(form);
  sending.delete(form);
  if (!kept) return;
  kept[0].removeAttribute("aria-busy");
  kept[0].innerHTML = kept[1];
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!label || form.method !== "post" || "quiet" in form.dataset) return;
  if (sending.has(form)) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  if (!event.defaultPrevented) start(form, event.submitter);
});

addEventListener("pageshow", () => [...sending.keys()].forEach(end));
