/* A form on its way: its button says so, and a second press does nothing. `data-quiet` on a form opts out. */
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
  if (form.method !== "post" || "quiet" in form.dataset) return;
  if (sending.has(form)) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  if (!event.defaultPrevented) start(form, event.submitter);
});

addEventListener("pageshow", () => [...sending.keys()].forEach(end));
