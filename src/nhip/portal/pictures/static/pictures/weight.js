// Refuses at its field a file so large that the server would take nothing of the form.
const { dataset } = document.querySelector('script[src*="pictures/weight"]');

document.addEventListener(
  "change",
  (event) => {
    const field = event.target;
    if (field.type !== "file") return;
    const place = field.closest("label") ?? field;
    if (place.nextElementSibling?.matches(".nhip-too-large")) place.nextElementSibling.remove();
    const large = [...field.files].filter((file) => file.size > +dataset.most);
    if (!large.length) return;
    field.value = "";
    event.stopImmediatePropagation();
    const said = Object.assign(document.createElement("p"), { className: "nhip-too-large error-message" });
    said.setAttribute("role", "alert");
    said.textContent = `${large.map((file) => file.name).join(", ")}: ${dataset.words}`;
    place.after(said);
  },
  true,
);
