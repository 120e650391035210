// Keys: "g" and a letter for a screen, "/" for the search, "?" for the list. Single letters can be switched off.
const KEPT = "holdfire-single-keys";
const dialog = document.getElementById("keys");
const choice = document.getElementById("single-keys");
const own = new Map();
let going = 0;

export const singleKeys = () => localStorage.getItem(KEPT) !== "off";
export const onKey = (key, work) => own.set(key, work);

const writing = (target) => target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]");
const screen = (letter) => document.querySelector(`.rail [data-key="${CSS.escape(letter)}"]`);

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !singleKeys() || writing(event.target)) return;
  const { key } = event;
  if (Date.now() < going && screen(key)) screen(key).click();
  else if (key === "g") { going = Date.now() + 1500; return; }
  else if (key === "/") document.getElementById("search").focus();
  else if (key === "?") dialog.showModal();
  else if (own.has(key)) own.get(key)(event);
  else return;
  going = 0;
  event.preventDefault();
}

addEventListener("keydown", pressed);
document.getElementById("open-keys").addEventListener("click", () => dialog.showModal());
choice.checked = singleKeys();
choice.addEventListener("change", () => localStorage.setItem(KEPT, choice.checked ? "on" : "off"));
