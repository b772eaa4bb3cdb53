/* A table to fill in by keys: moves, Escape, nothing to report, and a block pasted from a spreadsheet.
   Says what it changed by `input` events; whoever saves listens to those. */
const form = document.getElementById("bao-cao");
const told = document.getElementById("da-dan");
const rows = () => [...form.querySelectorAll("tr:has(> .in)")];
const cellsOf = (row) => [...row.querySelectorAll('.in input[type="text"]')];
const nilOf = (cell) => form.elements[cell.name.replace(/^so/, "nil")];
const isOpen = (cell) => Boolean(cell?.name) && !cell.readOnly;
const here = () => {
  const row = document.activeElement.closest?.("tr:has(> .in)");
  if (!row || !form.contains(row)) return undefined;
  const all = cellsOf(row);
  const cell = all.find((each) => each === document.activeElement || nilOf(each) === document.activeElement);
  return cell && { cell, row, column: all.indexOf(cell) };
};

const state = (cell) => ({ cell, value: cell.value, nil: nilOf(cell)?.checked });
function put({ cell, value, nil }) {
  cell.value = value;
  if (nilOf(cell)) nilOf(cell).checked = nil;
}
const changed = () => form.dispatchEvent(new Event("input"));

/* Moves */
function move(step) {
  const { row, column } = here();
  const column_ = rows().map((each) => cellsOf(each)[column]);
  let at = rows().indexOf(row) + step;
  while (column_[at] && !isOpen(column_[at])) at += step;
  const next = column_[at] || (step > 0 && form.querySelector("textarea:not([readonly])"));
  next?.focus();
  next?.select?.();
}

let entered;
form.addEventListener("focusin", ({ target }) => {
  const at = here();
  if (at && entered?.cell !== at.cell) entered = state(at.cell);
  if (!at && target.matches("textarea")) entered = undefined;
});

form.addEventListener("keydown", (event) => {
  const at = here();
  if (!at || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && (event.key === "Enter" || !event.shiftKey)) move(step);
  else if (event.key === "Escape" && entered?.cell === at.cell) {
    put(entered);
    changed();
  } else return;
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyN") {
    const nil = here() && nilOf(here().cell);
    if (!nil) return;
    event.preventDefault();
    nil.click();
  } else if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.code === "KeyZ" && before) {
    event.preventDefault();
    takeBack();
  }
});

/* Paste: a block fills downwards and to the right from the cell one stands in. */
let before;

function blockOf(text) {
  const block = [[]];
  for (const [, quoted, plain, end] of text.replace(/\r\n?/g, "\n").matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/g)) {
    block.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).replace(/\s+/g, " ").trim());
    if (end === "\n") block.push([]);
    else if (!end) break;
  }
  if (block.at(-1).join("") === "" && block.length > 1) block.pop(); // spreadsheets end with a line end
  return block;
}

const bare = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
const isNil = (text) => told.dataset.nil.split("|").some((words) => bare(words) === bare(text));

form.addEventListener("paste", (event) => {
  const at = here();
  if (!at || event.target !== at.cell) return;
  const block = blockOf(event.clipboardData.getData("text/plain"));
  const width = Math.max(...block.map((line) => line.length));
  if (block.length === 1 && width === 1 && !isNil(block[0][0])) return; // one value: as always
  event.preventDefault();
  const below = rows().slice(rows().indexOf(at.row));
  const room = cellsOf(at.row).length - at.column;
  const undo = [];
  let skipped = 0;
  block.slice(0, below.length).forEach((line, down) => {
    cellsOf(below[down]).slice(at.column, at.column + line.length).forEach((cell, right) => {
      if (!isOpen(cell)) return void (skipped += 1);
      undo.push(state(cell));
      const nil = isNil(line[right]);
      put({ cell, value: nil ? "" : line[right], nil });
    });
  });
  before = undo;
  changed();
  const words = [[told.dataset.pasted, undo.length], [told.dataset.skipped, skipped]];
  words.push([told.dataset.wide, width > room && room], [told.dataset.long, Math.max(0, block.length - below.length)]);
  tell(words.filter(([, n]) => n).map(([text, n]) => text.replace("{n}", n)).join(" "));
});

function takeBack() {
  const undo = before;
  undo.forEach(put);
  before = undefined;
  changed();
  tell("");
  undo[0]?.cell.focus();
}

function tell(words) {
  told.hidden = !words;
  told.querySelector("span").textContent = words;
}

told.querySelector("button").addEventListener("click", takeBack);
for (const kind of ["beforeinput", "change"]) {
  form.addEventListener(kind, () => {
    if (!before) return;
    before = undefined;
    tell("");
  });
}
