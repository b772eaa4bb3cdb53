/* Rows that scroll sideways open at the current period or section; the page itself stays where it is. */
for (const row of document.querySelectorAll(".scroll:has(> .heat), .toc ol")) {
  const here = row.querySelector(".cur, [aria-current]")?.getBoundingClientRect();
  if (!here) continue;
  const fixed = row.querySelector("th")?.offsetWidth ?? 0;
  const room = row.clientWidth - fixed;
  const from = here.left - row.getBoundingClientRect().left - fixed;
  if (from < 0 || from + here.width > room) row.scrollLeft += from - (room - here.width) / 2;
}

/* Who signs out leaves nothing of what they typed on this device, and no page open as theirs: another tab
   keeps nothing more, and asks the server anew when somebody looks at it; so does a page gone back to. */
const outs = [...document.querySelectorAll("form.out")]; // the menu stands twice, for wide and narrow screens
const { who, kept: words } = outs[0]?.querySelector("button").dataset ?? {};
const tabs = new BroadcastChannel("nhip:out");
const again = () => location.reload();
const leave = () => document.dispatchEvent(new Event("nhip:out"));
tabs.addEventListener("message", ({ data }) => {
  if (!who || data !== who) return;
  leave();
  addEventListener("focus", again, { once: true });
  document.addEventListener("visibilitychange", again, { once: true });
});
for (const form of outs) {
  form.addEventListener("submit", (event) => {
    try {
      const kept = Object.keys(localStorage).filter((key) => key.startsWith("nhip:") && key.endsWith(`:${who}`));
      if (kept.length && !confirm(words)) return event.preventDefault();
      for (const key of kept) localStorage.removeItem(key);
    } catch { /* nothing is kept in such a window */ }
    leave();
    tabs.postMessage(who);
    addEventListener("pageshow", ({ persisted }) => persisted && again());
  });
}
