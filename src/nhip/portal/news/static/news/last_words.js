/* The editor writes what was typed into its form a quarter of a second after the last change of text or focus:
   a form that is sent at once waits for that. */
(() => {
  const LATER = 400;
  const waited = new WeakSet();
  let touched = 0;

  ["keydown", "input", "paste", "cut", "drop", "focusout", "click"].forEach((name) => {
    document.addEventListener(name, ({ target }) => {
      if (target.closest?.(".Draftail-Editor, .modal")) touched = Date.now();
    }, true);
  });

  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (waited.delete(form) || Date.now() - touched > LATER || !form.querySelector(".Draftail-Editor")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.setTimeout(() => {
      waited.add(form);
      if (!submitter?.disabled) {
        form.requestSubmit(submitter);
        return;
      }
      const said = document.createElement("input"); // a button that shows it is at work does not say which it is
      Object.assign(said, { type: "hidden", name: submitter.name, value: submitter.value });
      form.append(said);
      form.requestSubmit();
    }, LATER);
  }, true);
})();
