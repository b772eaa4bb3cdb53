/* Of whom a question is asked: a unit ticked chooses the units ticked, and choosing those opens their list.
   Without this file the server tells where the two contradict each other. */
const list = document.getElementById("tung-don-vi");
const chosen = document.querySelector('input[name="whom"][value="chosen"]');

list.addEventListener("change", ({ target }) => {
  if (target.checked) chosen.checked = true;
});
chosen.addEventListener("change", () => {
  list.open = true;
});
