/* A button with `data-copy` copies the field of that id and says so in the <output> after it. Without this file the
   button stays hidden and the words are selected by hand; without a clipboard (plain http) the old way is tried. */
for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      if (!document.execCommand("copy")) return;
    }
    button.nextElementSibling.textContent = button.dataset.copied;
  });
}
