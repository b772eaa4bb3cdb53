/* Wagtail asks its link window for "wagtailcore.page", which is not there when a site has its own kind of page. */
(() => {
  const links = window.draftail.LinkModalWorkflowSource.prototype;
  const asked = links.getChooserConfig;
  links.getChooserConfig = function pagesOfAnyKind(...of) {
    const config = asked.apply(this, of);
    delete config.urlParams.page_type;
    return config;
  };
})();
