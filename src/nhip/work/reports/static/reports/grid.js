/* A table to fill in by keys: moves, Escape, nothing to report, and a block pasted from a spreadsheet.
   Says what it changed by `input` events; whoever saves listens to those. */
const form = document.getElementById("bao-cao");
const told = document.getElementById("da-dan");
const { fold, kindOf } = await import(told.dataset.figures);
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

/* Paste: a block goes to the rows it names, where it brings their names; otherwise downwards from the row
   one stands in, headings counted as on the sheet, unless a figure would fall on one. It is shown and told
   first; it is kept once somebody says so, saves, or hands in. */
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

const MOST_DECIMALS = 6; // of any figure
const kindIn = (cell, text) => kindOf(text, Number(cell.dataset.decimals));
const isNil = (text) => kindOf(text, 0) === "nil";

const nameOf = (row) => {
  const head = row.querySelector('th[scope="row"]');
  const own = head.querySelector("label") || head;
  return plain([...own.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join(" "));
};
const plain = (text) => fold(text).replace(/^[\s\d.)(\-–+*]+/, "").replace(/\s+/g, " ").trim();
const isFigure = (text) => ["nil", "asked", "figure"].includes(kindOf(text, MOST_DECIMALS)) || /^[-–−(\s\d.,%)]*\d[\d.,%)\s]*$|^#+$/.test(text);

/* A block that brings its headings says itself which column is this period's. */
const columnOf = (block) => Math.max(...block.map((line) => line.findIndex((text) => fold(text) === fold(told.dataset.now))));

/* Returns [line, row] pairs by the names in a block and the column its figures begin in; undefined without names. */
function byName(block) {
  const named = new Map();
  for (const row of rows()) named.set(nameOf(row), [...(named.get(nameOf(row)) || []), row]);
  const width = Math.max(...block.map((line) => line.length));
  const found = [];
  for (let column = 0; column < width - 1; column += 1) {
    const left = new Map([...named].map(([name, its]) => [name, [...its]]));
    const pairs = block.map((line) => [line, left.get(plain(line[column] || ""))?.shift()]).filter(([, row]) => row);
    found.push({ column, pairs });
  }
  const best = found.sort((one, other) => other.pairs.length - one.pairs.length)[0];
  if (!best?.pairs.length || (best.pairs.length < 2 && block.length > 1)) return undefined;
  const figures = best.pairs.flatMap(([line]) => line.map((text, at) => (at > best.column && isFigure(text) ? at : Infinity)));
  const from = columnOf(block) > best.column ? columnOf(block) : Math.min(...figures);
  const unknown = block.filter((line) => line.some(isFigure) && !best.pairs.some(([its]) => its === line));
  return Number.isFinite(from) ? { pairs: best.pairs, from, unknown: unknown.length } : undefined;
}

/* Returns the same by place: headings take a line each unless the block has a figure there. */
function byPlace(block, first) {
  const all = [...form.querySelectorAll("tbody tr:has(> .in), tbody tr.sec")];
  const on = all.slice(all.indexOf(first));
  const falls = on.some((row, down) => row.matches(".sec") && block[down]?.some(Boolean));
  const places = falls ? on.filter((row) => !row.matches(".sec")) : on;
  const pairs = block.map((line, down) => [line, places[down]]);
  return { pairs: pairs.filter(([, row]) => row && !row.matches(".sec")), from: 0, left: Math.max(0, block.length - places.length) };
}

form.addEventListener("paste", (event) => {
  const at = here();
  if (!at || event.target !== at.cell) return;
  const block = blockOf(event.clipboardData.getData("text/plain"));
  const width = Math.max(...block.map((line) => line.length));
  if (block.length === 1 && width === 1 && !isNil(block[0][0])) return; // one value: as always
  event.preventDefault();
  if (form.dataset.pending) takeBack();
  const named = byName(block);
  const { pairs, from, left, unknown } = named || byPlace(block, at.row);
  const room = cellsOf(at.row).length - at.column;
  const undo = [];
  const found = { asked: 0, wrong: 0 };
  let skipped = 0;
  for (const [line, row] of pairs) {
    cellsOf(row).slice(at.column, at.column + line.length - from).forEach((cell, right) => {
      if (!isOpen(cell)) return void (skipped += 1);
      const text = line[from + right];
      undo.push(state(cell));
      found[kindIn(cell, text)] += 1;
      put({ cell, value: isNil(text) ? "" : text, nil: isNil(text) });
      cell.classList.add("is-pasted");
    });
  }
  before = undo;
  form.dataset.pending = "1";
  told.querySelector(".unclear").hidden = !found.asked;
  const words = [[named ? told.dataset.named : told.dataset.pasted, undo.length], [told.dataset.skipped, skipped]];
  words.push([told.dataset.wrong, found.wrong], [told.dataset.asked, found.asked]);
  words.push([told.dataset.wide, width - from > room && room], [told.dataset.long, left], [told.dataset.unknown, unknown]);
  tell(words.filter(([, n]) => n).map(([text, n]) => text.replace("{n}", n)).join(" "));
});

/* Whatever saves asks for this first. */
function settle() {
  if (!form.dataset.pending) return;
  delete form.dataset.pending;
  for (const cell of form.querySelectorAll(".is-pasted")) cell.classList.remove("is-pasted");
  told.querySelector("[data-keep-it]").hidden = told.querySelector(".unclear").hidden = true;
  changed();
}
form.addEventListener("nhip:settle", settle);

function takeBack() {
  const undo = before;
  undo.forEach(put);
  before = undefined;
  const wasPending = form.dataset.pending;
  for (const cell of form.querySelectorAll(".is-pasted")) cell.classList.remove("is-pasted");
  delete form.dataset.pending;
  if (!wasPending) changed();
  tell("");
  undo[0]?.cell.focus();
}

function tell(words) {
  told.hidden = !words;
  told.querySelector("[data-keep-it]").hidden = !form.dataset.pending;
  if (!form.dataset.pending) told.querySelector(".unclear").hidden = true;
  told.querySelector("span").textContent = words;
}

/* What a dash or "không" among the pasted means, for all of them; else each cell asks once it is kept. */
told.querySelector(".unclear").addEventListener("click", ({ target }) => {
  if (!("answer" in target.dataset)) return;
  for (const cell of form.querySelectorAll(".is-pasted")) {
    if (kindIn(cell, cell.value) === "asked") put({ cell, value: target.dataset.answer, nil: !target.dataset.answer });
  }
  told.querySelector(".unclear").hidden = true;
});

/* Ticking "nothing to report" beside a dash answers what the dash means. */
form.addEventListener("change", ({ target }) => {
  const cell = target.name?.startsWith("nil-") && form.elements[target.name.replace("nil-", "so-")];
  if (cell && target.checked && kindIn(cell, cell.value) === "asked") cell.value = "";
});

told.querySelector("[data-keep-it]").addEventListener("click", settle);
told.querySelector("[data-undo]").addEventListener("click", takeBack);
for (const kind of ["beforeinput", "change"]) {
  form.addEventListener(kind, () => {
    if (!before || form.dataset.pending) return;
    before = undefined;
    tell("");
  });
}
