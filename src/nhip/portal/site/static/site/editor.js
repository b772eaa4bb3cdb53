/* The editor's side shows what the reader chose: Wagtail's own words for it follow ours, on every page. */
const root = document.documentElement;

function follow() {
  const { theme, contrast } = root.dataset;
  if (theme) {
    root.classList.remove("w-theme-system", "w-theme-light", "w-theme-dark");
    root.classList.add(`w-theme-${theme}`);
  }
  if (contrast) {
    root.classList.remove("w-contrast-system", "w-contrast-more");
    root.classList.add(contrast === "high" ? "w-contrast-more" : "w-contrast-system");
  }
}

follow();
new MutationObserver(follow).observe(root, { attributeFilter: ["data-theme", "data-contrast"] });
document.querySelector("#main > .content")?.prepend(document.querySelector("#nhip-above").content);

/* A field that Wagtail names by the heading above it alone is named so for those who hear the page, too;
   the list beside a long page, which scrolls, is reached by keys. */
const nameless = ".public-DraftEditor-content:not([aria-label]), .w-panel [id$='-value']:is(input, textarea):not([aria-label])";

function give_names() {
  for (const field of document.querySelectorAll(nameless)) {
    const heading = field.closest(".w-panel")?.querySelector(".w-panel__heading");
    if (heading && !field.labels?.length) {
      const words = heading.querySelector(".c-sf-block__type, [data-panel-heading-text]") ?? heading;
      field.setAttribute("aria-label", words.textContent.trim());
    }
  }
  document.querySelector(".w-minimap__list:not([tabindex])")?.setAttribute("tabindex", "0");
}

new MutationObserver(give_names).observe(document.body, { childList: true, subtree: true });

/* Who opens the list of blocks by a key types into it at once, and on leaving it is where they came from. */
const opener = (list) => list?.previousElementSibling?.closest(".c-sf-add-button");

document.addEventListener("click", ({ detail, target }) => {
  const plus = detail === 0 && target.closest?.(".c-sf-add-button[aria-expanded=true]");
  if (plus) requestAnimationFrame(() => plus.parentElement.querySelector(".w-combobox input")?.focus({ preventScroll: true }));
});
document.addEventListener(
  "keydown",
  ({ key, target }) => key === "Escape" && opener(target.closest("[data-tippy-root]"))?.focus(),
  true,
);
