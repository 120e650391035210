// What the address says of the view, and the address of a view: window, filters, place, what is chosen.
import { dayOf, iso } from "./days.js";

const NONE = "none";
const set = (text) => (text === null ? null : new Set(text === NONE ? [] : text.split(",")));
const list = (chosen) => (chosen.size ? [...chosen].join(",") : NONE);
const SAFE = { "%2C": ",", "%3A": ":" };

function numbers(text, length) {
  const found = (text || "").split(",").map(Number);
  return found.length === length && found.every(Number.isFinite) ? found : null;
}

// Where the view is: its middle and zoom, or a box to begin with.
function placed(asked) {
  const at = numbers(asked.get("at"), 3);
  if (at && Math.abs(at[0]) <= 90) return { lat: at[0], lon: at[1], zoom: at[2] };
  const box = numbers(asked.get("box"), 4);
  return box && { box: [[box[1], box[0]], [box[3], box[2]]] };
}

export function read(search) {
  const asked = new URLSearchParams(search);
  return {
    from: dayOf(asked.get("from") || ""),
    until: dayOf(asked.get("until") || ""),
    actors: set(asked.get("actors")),
    both: asked.get("sides") === "both",
    kinds: set(asked.get("kinds")),
    families: set(asked.get("claims")),
    source: asked.get("ground"),
    rings: asked.get("rings") === "all",
    table: asked.get("as") === "table",
    at: placed(asked),
    near: asked.get("near"), // the name of an area to begin with
    chosen: asked.get("chosen") ?? asked.get("claim"),
    bare: ["from", "until", "at", "box"].every((word) => !asked.has(word)),
  };
}

// The words that page, JSON and exports have in common.
export function query(state) {
  const asked = new URLSearchParams();
  if (state.from !== null) asked.set("from", iso(state.from));
  if (state.until !== null) asked.set("until", iso(state.until));
  if (state.actors) asked.set("actors", list(state.actors));
  if (state.actors && state.both) asked.set("sides", "both");
  if (state.kinds) asked.set("kinds", list(state.kinds));
  if (state.families) asked.set("claims", list(state.families));
  return asked;
}

export function address(state) {
  const asked = query(state);
  if (state.source) asked.set("ground", state.source);
  if (state.rings) asked.set("rings", "all");
  if (state.table) asked.set("as", "table");
  if (state.at) asked.set("at", `${state.at.lat.toFixed(5)},${state.at.lon.toFixed(5)},${state.at.zoom}`);
  if (state.chosen) asked.set("chosen", state.chosen);
  return `/map?${asked}`.replace(/%2C|%3A/g, (code) => SAFE[code]);
}
