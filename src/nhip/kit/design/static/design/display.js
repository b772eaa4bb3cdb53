/* Read before the first paint, so that a reader's choice never flickers in. */
(() => {
  const root = document.documentElement;
  for (const [key, attribute] of [["co-chu", "size"], ["tuong-phan", "contrast"], ["nen", "theme"]]) {
    let value = null;
    try { value = localStorage.getItem(key); } catch { /* storage refused: the server's answer stands */ }
    if (value) root.dataset[attribute] = value;
  }
})();
