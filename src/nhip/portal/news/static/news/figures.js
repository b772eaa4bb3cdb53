/* The toolbar's "figure" button: a window to choose in, and an entity in the text nobody can type into. */
(() => {
  const { React, DraftJS, draftail, wagtail } = window;
  const pageId = () => (window.location.pathname.match(/\/pages\/(\d+)\/edit\//) || [])[1] || "";

  // The answer to a search that comes after a figure was chosen would open the window again.
  function steps() {
    let isChosen = false;
    return {
      choose(modal) {
        if (isChosen) {
          modal.close();
          return;
        }
        modal.ajaxifyForm(modal.body.find("form"));
        modal.body.find("input[type=search]").trigger("focus");
      },
      chosen(modal, answer) {
        isChosen = true;
        modal.respond("figureChosen", answer.chosen);
      },
    };
  }

  class FigureSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.figures,
        urlParams: { trang: pageId() },
        onload: steps(),
        responses: { figureChosen: this.onChosen },
      };
    }

    onChosen({ pin, format, written, label }) {
      const { editorState, entityType, onComplete } = this.props;
      const content = editorState.getCurrentContent().createEntity(entityType.type, "IMMUTABLE", { pin, format, label });
      const key = content.getLastCreatedEntityKey();
      const changed = DraftJS.Modifier.replaceText(content, editorState.getSelection(), written, null, key);
      this.workflow.close();
      onComplete(DraftJS.EditorState.push(editorState, changed, "insert-characters"));
    }
  }

  function Figure(props) {
    const { label } = props.contentState.getEntity(props.entityKey).getData();
    const icon = React.createElement(wagtail.components.Icon, { name: label ? "figure" : "warning" });
    return React.createElement(
      "span",
      { className: label ? "nhip-figure" : "nhip-figure nhip-figure--lost" },
      React.createElement(draftail.TooltipEntity, { ...props, icon, label: label || "?" }),
    );
  }

  draftail.registerPlugin({ type: "FIGURE", source: FigureSource, decorator: Figure }, "entityTypes");
})();
