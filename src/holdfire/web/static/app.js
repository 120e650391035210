// What every screen has: one selection, keys. Loaded last, so that a page is ready when it says so.
import "./selection.js";
import "./keys.js";

document.body.dataset.ready = "";
