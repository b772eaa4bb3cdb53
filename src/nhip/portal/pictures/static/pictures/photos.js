// A list of photos takes many at once: files, dropped or chosen, and pictures of the library.
(() => {
  const { ListBlock, ListBlockDefinition } = window.wagtailStreamField.blocks;

  const json = (options = {}) => ({ ...options, headers: { Accept: "application/json", ...options.headers } });

  class Photos extends ListBlock {
    constructor(...of) {
      super(...of);
      const { many } = this.blockDef.meta;
      this.many = many;
      const tools = document.createElement("div");
      tools.className = "nhip-many";
      const own = tools.appendChild(document.createElement("label"));
      own.className = "button button-secondary";
      own.append(many.words.add);
      this.files = own.appendChild(document.createElement("input"));
      Object.assign(this.files, { type: "file", multiple: true, accept: many.kinds, className: "nhip-many-files" });
      const library = tools.appendChild(document.createElement("button"));
      Object.assign(library, { type: "button", className: "button button-secondary", textContent: many.words.choose });
      tools.appendChild(document.createElement("span")).textContent = many.words.drop;
      this.said = tools.appendChild(document.createElement("div"));
      this.said.setAttribute("role", "status");
      this.container.before(tools);

      this.files.addEventListener("change", () => this.send([...this.files.files]));
      library.addEventListener("click", () => this.choose());
      tools.addEventListener("dragover", (event) => event.preventDefault());
      tools.addEventListener("drop", (event) => {
        event.preventDefault();
        this.send([...event.dataTransfer.files]);
      });
    }

    focus() {
      this.files.focus(); // the first picture's own field is hidden while it has none
    }

    say(...lines) {
      this.said.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    }

    take({ pictures, refused }) {
      if (this.children.length === 1 && !this.children[0].getValue().image) this.deleteBlock(0);
      for (const picture of pictures) this.insert(picture, this.children.length, { id: crypto.randomUUID?.() });
      return refused;
    }

    async send(files) {
      const { words, add } = this.many;
      const refused = [];
      for (const [place, file] of files.entries()) {
        this.say(`${words.sending} ${place + 1}/${files.length}: ${file.name}`, ...refused);
        const body = new FormData();
        body.append("files[]", file);
        const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
        const answer = await fetch(add, json({ method: "POST", body, headers })).catch(() => null);
        if (answer?.ok) refused.push(...this.take(await answer.json()));
        else refused.push(`${file.name}: ${words.lost}`);
      }
      this.files.value = "";
      this.say(`${words.sent}: ${files.length - refused.length}/${files.length}`, ...refused);
    }

    choose() {
      new window.ImageChooserModal(this.many.choose).open({ multiple: true }, async (chosen) => {
        const asked = new URLSearchParams(chosen.map((each) => ["anh", each.id]));
        const answer = await fetch(`${this.many.describe}?${asked}`, json());
        this.take(await answer.json());
      });
    }
  }

  class PhotosDefinition extends ListBlockDefinition {
    render(...of) {
      return new Photos(this, ...of);
    }
  }
  window.telepath.register("nhip.pictures.Photos", PhotosDefinition);
})();
