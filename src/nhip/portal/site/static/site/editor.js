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
