/* Long lists to tick: what is typed finds, without marks too, and the box of a bundle ticks what it names at once.
   Without this file the box of a bundle is sent, and the server ticks. */
const bare = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").trim();

for (const picker of document.querySelectorAll(".picker")) {
  const said = picker.querySelector("[data-none]");
  const groups = [...picker.querySelectorAll(".picker-group")].map((group) => ({
    group,
    name: bare(group.ariaLabel || ""),
    rows: [...group.querySelectorAll("li")].map((row) => [row, row.querySelector("input"), bare(row.textContent)]),
  }));
  const boxes = new Map(groups.flatMap(({ rows }) => rows).map(([, box]) => [box.value, box]));
  const bundles = new Map([...picker.querySelectorAll(".picker-all input")].map((all) => {
    all.removeAttribute("name");
    return [all, all.value.split(" ").map((value) => boxes.get(value))];
  }));

  const agree = () => {
    for (const [all, own] of bundles) {
      const ticked = own.filter((box) => box.checked).length;
      all.checked = ticked === own.length;
      all.indeterminate = ticked > 0 && !all.checked;
    }
  };

  /* What is ticked stays in sight; a bundle is offered where all of it is. */
  const find = ({ target }) => {
    const words = bare(target.value);
    let found = 0;
    for (const { group, name, rows } of groups) {
      const whole = !words || (rows.length > 0 && name.includes(words));
      for (const [row, box, own] of rows) {
        const fits = whole || own.includes(words);
        row.hidden = !fits && !box.checked;
        found += fits;
      }
      group.hidden = !whole && rows.every(([row]) => row.hidden);
      group.toggleAttribute("data-part", !whole);
    }
    said.textContent = found ? "" : said.dataset.none;
  };

  picker.addEventListener("change", ({ target }) => {
    for (const box of bundles.get(target) ?? []) box.checked = target.checked;
    agree();
  });
  addEventListener("pageshow", agree);
  agree();

  const field = picker.querySelector("[type=search]");
  if (!field) continue;
  field.parentElement.hidden = false;
  field.addEventListener("input", find);
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
}
