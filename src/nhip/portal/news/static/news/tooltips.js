/* Wagtail writes the two buttons over a figure or a link in English, whatever the language of the page. */
(() => {
  const { React, django, draftail } = window;
  const tooltip = draftail.TooltipEntity.prototype;
  const drawn = tooltip.render;

  function translated(node) {
    if (typeof node === "string") return django.gettext(node);
    if (Array.isArray(node)) return React.Children.map(node, translated);
    return node?.props?.children ? React.cloneElement(node, {}, translated(node.props.children)) : node;
  }

  tooltip.render = function renderTranslated() {
    return translated(drawn.call(this));
  };
})();
