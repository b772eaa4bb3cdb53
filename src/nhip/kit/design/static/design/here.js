/* Rows that scroll sideways open at the current period or section; the page itself stays where it is. */
for (const row of document.querySelectorAll(".scroll:has(> .heat), .toc ol")) {
  const here = row.querySelector(".cur, [aria-current]")?.getBoundingClientRect();
  if (!here) continue;
  const fixed = row.querySelector("th")?.offsetWidth ?? 0;
  const room = row.clientWidth - fixed;
  const from = here.left - row.getBoundingClientRect().left - fixed;
  if (from < 0 || from + here.width > room) row.scrollLeft += from - (room - here.width) / 2;
}
