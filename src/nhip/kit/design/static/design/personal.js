/* A page that was made for everybody, with this reader's own parts put in their places. Who has none asks nothing. */
async function put(address, wanted) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) return false;
  const parts = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of wanted ? [parts.getElementById(wanted)] : [...parts.body.children]) {
    const place = part?.id && document.getElementById(part.id);
    if (place) place.replaceWith(part);
  }
  return true;
}

if (document.cookie.split("; ").includes("nhip_rieng=1")) put(document.querySelector("script[data-personal]").dataset.personal);

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-whole]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!(await put(link.href, link.dataset.whole))) location.assign(link.href);
});
