/* The numbers of the text being written: read a moment after each change, answered beside it. */
(() => {
  const panel = document.getElementById("nhip-numbers");
  if (!panel) return;
  const form = panel.closest("form");
  let { url } = panel.dataset; // of a new article: of page 0, which is none
  const isNew = () => url.includes("/0/");
  let waiting = 0;
  let asked = 0;

  async function read(answer = {}, focused = -1) {
    if (isNew()) return;
    const body = new FormData(form);
    Object.entries(answer).forEach(([name, said]) => body.append(`answer-${name}`, said));
    asked += 1;
    const mine = asked;
    const response = await fetch(url, { method: "POST", body });
    if (!response.ok || response.redirected || mine !== asked) return;
    const open = panel.querySelector("details")?.open;
    panel.innerHTML = await response.text();
    if (open) panel.querySelector("details")?.setAttribute("open", "");
    if (focused >= 0) panel.querySelectorAll(".nhip-number button")[0]?.focus();
  }

  function readSoon() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(read, 700);
  }

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-kind]");
    if (!button) return;
    const number = button.closest(".nhip-number");
    const source = number.querySelector("[data-source]").value;
    read({ ...number.dataset, ...button.dataset, source }, 0);
  });

  panel.addEventListener("keydown", (event) => {
    if (event.target.matches("input")) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      event.target.closest(".nhip-number").querySelector("[data-kind=sourced]").click();
      return;
    }
    const number = event.target.closest(".nhip-number");
    const chosen = number?.querySelectorAll("button[data-kind=figure]")[Number(event.key) - 1];
    if (chosen) chosen.click();
  });

  form.addEventListener("input", (event) => {
    if (!panel.contains(event.target)) readSoon();
  });
  form.addEventListener("change", (event) => {
    if (!panel.contains(event.target)) readSoon();
  });
  new MutationObserver(readSoon).observe(form.querySelector("[data-contentpath=body]") || form, {
    subtree: true,
    characterData: true,
  });
  readSoon();

  // A new article is nobody's page until it has saved itself once.
  document.addEventListener("w-autosave:success", ({ detail }) => {
    if (!isNew()) return;
    url = url.replace("/0/", `/${detail.data.pk}/`);
    readSoon();
  });
})();
