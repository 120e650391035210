// What every screen has: one selection, keys. Loaded last, so that a page is ready when it says so.
import "./selection.js";
import "./keys.js";

// On a phone the screens stand in one line; the current one is to be seen.
const here = document.querySelector(".rail [aria-current]");
const rail = document.querySelector(".rail");
if (here && rail.scrollWidth > rail.clientWidth) rail.scrollLeft = here.offsetLeft - (rail.clientWidth - here.offsetWidth) / 2;

document.body.dataset.ready = "";
