// Where several names are typed, Wagtail puts a field of its own before the labelled one, and hides that.
// It is called by the same label, and takes the words typed also while names are offered.
const $ = window.jQuery;

$.widget("ui.tagit", $.ui.tagit, {
  _create() {
    this._super();
    const [field] = this.element;
    const [typed] = this.tagInput;
    typed.id = `${field.id}-typed`;
    const help = field.getAttribute("aria-describedby");
    if (help) typed.setAttribute("aria-describedby", help);
    for (const label of field.labels) label.htmlFor = typed.id;

    const offered = this.tagInput.autocomplete("instance");
    const takeTyped = (event) => {
      const chosen = event.type === "keydown" && offered?.menu.active;
      if (offered && !chosen) offered.close();
    };
    typed.parentElement.addEventListener("blur", takeTyped, true);
    typed.parentElement.addEventListener(
      "keydown",
      (event) => ["Enter", "Tab", ","].includes(event.key) && takeTyped(event),
      true,
    );
  },
});

// The press of Wagtail's page for many files names what it opens; the field lying over it does not.
const files = document.querySelector(".replace-file-input > #fileupload");
files?.setAttribute("aria-label", files.previousElementSibling.textContent.trim());
