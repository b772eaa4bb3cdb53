// Shows the photos of an article large, one after the other; without this file each leads to its large file.
const script = document.querySelector('script[src*="news/large"]');
const links = [...document.querySelectorAll("a.large[href]")];
const view = document.createElement("dialog");
view.className = "large-view";
view.setAttribute("aria-label", script.dataset.name);
const image = view.appendChild(new Image());
const foot = view.appendChild(document.createElement("div"));
foot.className = "foot";
const caption = foot.appendChild(document.createElement("p"));
caption.setAttribute("aria-live", "polite");
let place = 0;

function show(next) {
  place = (next + links.length) % links.length;
  const link = links[place];
  image.src = link.href;
  image.alt = link.querySelector("img").alt;
  const words = link.closest("figure").querySelector("figcaption").textContent.replace(/\s+/g, " ").trim();
  caption.textContent = `${place + 1}/${links.length}. ${words}`;
}

function offer(word, act) {
  const button = foot.appendChild(document.createElement("button"));
  button.type = "button";
  button.textContent = word;
  button.addEventListener("click", act);
}

if (links.length > 1) {
  offer(script.dataset.previous, () => show(place - 1));
  offer(script.dataset.next, () => show(place + 1));
}
offer(script.dataset.close, () => view.close());
view.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step) show(place + step);
});
view.addEventListener("close", () => {
  image.removeAttribute("src");
  links[place].focus();
});
for (const [at, link] of links.entries()) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(at);
    view.showModal();
  });
}
document.body.append(view);
