// One selection: the claim named in the address is marked in the text and among the cards, and both come into view.
const everywhere = (id) => document.querySelectorAll(`[data-claim="${CSS.escape(id)}"], [id="${CSS.escape(id)}"]`);
const toggle = (id, name, on) => { if (id) everywhere(id).forEach((part) => part.classList.toggle(name, on)); };
export const named = () => location.hash.replace(/^#(at-)?/, "");
let chosen = "";
export function choose() {
  toggle(chosen, "chosen", false);
  chosen = named();
  toggle(chosen, "chosen", true);
  const inText = document.querySelector(`mark[data-claim="${CSS.escape(chosen)}"]`);
  if (inText) {
    inText.scrollIntoView({ block: "center" });
    document.getElementById(chosen)?.scrollIntoView({ block: "nearest" });
  }
}
function pointed(event, on) {
  const part = event.target.closest("[data-claim], .claim");
  if (part) toggle(part.dataset.claim || part.id, "pointed", on);
}
addEventListener("hashchange", choose);
for (const name of ["mouseover", "focusin"]) document.addEventListener(name, (event) => pointed(event, true));
for (const name of ["mouseout", "focusout"]) document.addEventListener(name, (event) => pointed(event, false));
choose();
