/* What is pasted goes through the cleaner: words stand where the cursor is, headings and tables become blocks after it. */
(() => {
  const { DraftJS, draftail } = window;
  const INSIDE = /data-editor=|data-draftjs-conductor-fragment/; // copied in an editor: it has its figures
  const OLD_LETTERS = /[\u00a1-\u00ff]/;
  const PICTURES = /(\ssrc=["']?data:)[^"'\s>]*/gi;

  function streamOf(field) {
    let root = field;
    while (root && !root.rootBlock) root = root.parentElement;
    const stream = root?.rootBlock;
    const at = stream?.children?.findIndex((child) => child.element.contains(field)) ?? -1;
    return at >= 0 && /^body-\d+-value$/.test(field.name) ? { stream, at } : null;
  }

  function placeOf(field) {
    if (streamOf(field)) return "body";
    return field.closest("table") ? "cell" : "words";
  }

  function putWords(field, raw) {
    const { draftailEditor: editor } = field;
    const state = editor.getEditorState();
    const blocks = DraftJS.convertFromRaw(JSON.parse(raw)).getBlockMap();
    const changed = DraftJS.Modifier.replaceWithFragment(state.getCurrentContent(), state.getSelection(), blocks);
    editor.onChange(DraftJS.EditorState.push(state, changed, "insert-fragment"));
  }

  /* Return the blocks that were added; the one pasted into goes where it stayed empty. */
  function put(field, { words, parts }, { stream, at, isGone } = {}) {
    if (words && !isGone) putWords(field, words);
    const added = parts.map((part, n) => stream.insert(part, at + 1 + n, { animate: true }));
    const isEmpty = !field.draftailEditor.getEditorState().getCurrentContent().hasText();
    if (added.length && isEmpty && !isGone) stream.deleteBlock(at);
    return added;
  }

  function tell(beside, html) {
    beside.querySelector(":scope > .nhip-pasted")?.remove();
    if (!html) return null;
    beside.insertAdjacentHTML("beforeend", html);
    const told = beside.lastElementChild;
    told.scrollIntoView({ block: "nearest" });
    told.querySelector("[data-pasted-close]")?.addEventListener("click", () => told.remove());
    return told;
  }

  /* Take back what was put in, and put in the same as it came. */
  function offerOriginal(told, field, answer, before, added, where) {
    const after = field.draftailEditor.getEditorState().getCurrentContent();
    told.querySelector("[data-pasted-original]")?.addEventListener("click", () => {
      const { draftailEditor: editor } = field;
      if (editor.getEditorState().getCurrentContent() !== after) {
        told.querySelector("[data-pasted-changed]").hidden = false;
        return;
      }
      const now = streamOf(field);
      const { stream } = where || {};
      const at = now ? now.at : stream?.children.indexOf(added[0]) - 1;
      added.forEach((child) => stream.deleteBlock(stream.children.indexOf(child)));
      const undone = DraftJS.EditorState.push(editor.getEditorState(), before.getCurrentContent(), "undo");
      editor.onChange(DraftJS.EditorState.acceptSelection(undone, before.getSelection()));
      put(field, answer.original, { stream, at, isGone: Boolean(where && !now) });
      told.remove();
    });
  }

  async function take(field, { url, failed }, text, html) {
    const said = new FormData();
    said.set("html", html ? html.replace(PICTURES, "$1") : "");
    said.set("text", text);
    said.set("place", placeOf(field));
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    let answer;
    try {
      const response = await fetch(url, { method: "POST", body: said, headers: { "X-CSRFToken": token, Accept: "application/json" } });
      if (!response.ok) throw new Error(response.statusText);
      answer = await response.json();
    } catch {
      const { draftailEditor: editor } = field;
      const state = editor.getEditorState();
      const changed = DraftJS.Modifier.replaceText(state.getCurrentContent(), state.getSelection(), text);
      editor.onChange(DraftJS.EditorState.push(state, changed, "insert-characters"));
      const words = document.createElement("p");
      words.textContent = failed;
      tell(field.parentNode, `<div class="nhip-pasted" role="status">${words.outerHTML}</div>`);
      return;
    }
    const before = field.draftailEditor.getEditorState();
    const where = streamOf(field);
    const added = put(field, answer, where || undefined);
    const isGone = where && !streamOf(field);
    const told = tell(isGone ? added[0].element : field.parentNode, answer.told);
    if (told) offerOriginal(told, field, answer, before, added, where);
  }

  draftail.registerPlugin({
    type: "PASTE",
    handlePastedText(text, html) {
      const editor = document.activeElement?.closest("[data-draftail-editor-wrapper]");
      const field = editor?.parentNode.querySelector("input[type=hidden]");
      if (!field?.draftailEditor || (html ? INSIDE.test(html) : !OLD_LETTERS.test(text))) return "not-handled";
      take(field, this, text, html);
      return "handled";
    },
  }, "plugins");
})();
