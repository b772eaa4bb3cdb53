/* Rows that scroll sideways open at the current period or section; the page itself stays where it is. */
for (const row of document.querySelectorAll(".scroll:has(> .heat), .toc ol")) {
  const here = row.querySelector(".cur, [aria-current]")?.getBoundingClientRect();
  if (!here) continue;
  const fixed = row.querySelector("th")?.offsetWidth ?? 0;
  const room = row.clientWidth - fixed;
  const from = here.left - row.getBoundingClientRect().left - fixed;
  if (from < 0 || from + here.width > room) row.scrollLeft += from - (room - here.width) / 2;
}

/* Who signs out leaves nothing of what they typed on this device, and no other tab open as theirs.
   A tab that hears of it keeps nothing more, and asks the server anew when somebody looks at it again. */
for (const form of document.querySelectorAll("form.out")) {
  const { who, kept: words } = form.querySelector("button").dataset;
  const tabs = new BroadcastChannel("nhip:out");
  tabs.addEventListener("message", ({ data }) => {
    if (data !== who) return;
    document.dispatchEvent(new Event("nhip:out"));
    for (const [place, event] of [[window, "focus"], [document, "visibilitychange"]])
      place.addEventListener(event, () => location.reload(), { once: true });
  });
  form.addEventListener("submit", (event) => {
    try {
      const kept = Object.keys(localStorage).filter((key) => key.startsWith("nhip:") && key.endsWith(`:${who}`));
      if (kept.length && !confirm(words)) return event.preventDefault();
      document.dispatchEvent(new Event("nhip:out"));
      tabs.postMessage(who);
      for (const key of kept) localStorage.removeItem(key);
    } catch { /* nothing is kept in such a window */ }
  });
}
