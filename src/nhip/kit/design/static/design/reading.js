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

function show() {
  for (const form of document.querySelectorAll(".reader")) {
    for (const button of form.querySelectorAll("button")) {
      const by = Number(button.dataset.step);
      if (button.name === "nen") button.setAttribute("aria-pressed", isDark());
      else if (button.name === "co-chu" && by === 0) button.setAttribute("aria-pressed", size() === "100");
      else {
        const [ladder, now] = button.name === "co-chu" ? [sizes, size()] : [contrasts, contrast()];
        button.toggleAttribute("aria-disabled", false);
        if (step(ladder, now, by) === now) button.setAttribute("aria-disabled", "true");
      }
    }
  }
}

function press(form, button) {
  const by = Number(button.dataset.step);
  const says = form.dataset;
  if (button.name === "nen") {
    keep("nen", "theme", isDark() ? "light" : "dark");
    return "";
  }
  if (button.name === "co-chu") {
    const next = by === 0 ? "100" : step(sizes, size(), by);
    const stuck = by !== 0 && next === size();
    keep("co-chu", "size", next);
    if (stuck) return by < 0 ? says.smallest : says.largest;
    return `${says.size} ${written[next] || next}%`;
  }
  const next = step(contrasts, contrast(), by);
  const stuck = next === contrast();
  keep("tuong-phan", "contrast", next);
  if (stuck) return by < 0 ? says.lowest : says.highest;
  return says[next];
}

for (const form of document.querySelectorAll(".reader")) {
  form.querySelector("[hidden]").hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    form.querySelector("output").textContent = press(form, button);
    show();
  });
}
show();
