// What the parts of the screen share, and the two ways in which it changes: another window, another filter.
import { iso, moved } from "./days.js";
import { showGround } from "./ground.js";
import { address, query, read } from "./state.js";

const KEPT_AFTER = 250; // ms without a change until the address and the table follow

export const part = (name) => document.getElementById(name);
export const app = { state: read(location.search) };
export const now = () => ({ from: app.state.from, until: app.state.until });
let hushing = 0;
export function say(words, passing = 0) {
  clearTimeout(hushing);
  part("map-message").textContent = words;
  if (passing) hushing = setTimeout(() => say(""), passing);
}

let keeping = 0;
export function keep(push = false) {
  clearTimeout(keeping);
  const write = () => {
    const { state, view } = app;
    state.at = view.at();
    const to = address(state);
    if (to !== location.pathname + location.search) history[push ? "pushState" : "replaceState"](null, "", to);
    const words = query(state);
    words.set("box", view.box().map((edge) => edge.toFixed(5)).join(","));
    part("map-json").href = `/api/map?${words}`;
    part("map-geojson").href = `/api/map.geojson?${words}`;
  };
  if (push) write();
  else keeping = setTimeout(write, KEPT_AFTER);
}

let listing = 0;
export function count() {
  app.panel.count(app.scene, now());
  app.chooser.follow();
  clearTimeout(listing);
  if (app.state.table) listing = setTimeout(() => app.table.draw(), KEPT_AFTER);
}

// The words of the window over the time line.
export function written() {
  const { state, timeline } = app;
  for (const name of ["from", "until"]) {
    const field = part(`map-${name}`);
    if (document.activeElement !== field) field.value = iso(state[name]);
  }
  const fits = ({ value }) => (value === "all" ? state.from === timeline.span[0] && state.until === timeline.span[1] : value && moved(state.from, value) === state.until);
  part("map-width").value = [...part("map-width").options].find(fits)?.value ?? "";
  const days = state.until - state.from;
  part("map-days").textContent = `${days.toLocaleString("en")} ${days === 1 ? "day" : "days"}`;
}

// Marks, counts and thumbs follow a new window at once; ground and table when they are there.
export function step(next) {
  const { state, view, timeline } = app;
  Object.assign(state, next);
  view.step(now());
  timeline.show(now());
  count();
  written();
  app.grounding = showGround(app, state.until - 1);
  keep();
}

export function filter(next) {
  const { state, scene, view, panel, timeline, data } = app;
  Object.assign(state, next);
  scene.filter(state);
  const named = state.actors && state.both ? data.actors.flatMap((actor, n) => (state.actors.has(actor.label) ? [n] : [])) : null;
  Object.assign(view, { rings: state.rings, source: state.source, pair: named });
  panel.pairOf = named;
  panel.follow(state);
  timeline.draw();
  view.draw();
  panel.ground(view.ground, state.source);
  count();
  keep();
}
