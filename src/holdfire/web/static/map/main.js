// The map screen: fetches what there is, keeps the address and the parts in step, and answers keys.
import { onKey, singleKeys } from "../keys.js";
import { Card, claimCard, claimDays, eventCard, rowOf, rows } from "./card.js";
import { OFF_MAP, ask, columns } from "./columns.js";
import { lookOf } from "./colours.js";
import { dayOf, iso, moved } from "./days.js";
import { caption, png, save, svg } from "./exporting.js";
import { Table, listOff } from "./lists.js";
import { Panel } from "./panel.js";
import { Scene, worldX, worldY } from "./scene.js";
import { outlines, parts } from "./shapes.js";
import { address, query, read } from "./state.js";
import { element } from "./swatches.js";
import { Timeline, spanOf } from "./timeline.js";
import { MapView } from "./view.js";

const TICK = 160; // ms between two steps of play
const KEPT_AFTER = 250; // ms without a change until the address follows
const part = (name) => document.getElementById(name);
const screen = document.querySelector(".map-screen");
const state = read(location.search);
const placedAt = state.at;
let [data, scene, view, timeline, panel, card, table, playing, keeping] = [];
let credits = [];
const grounds = [];

function window_() { return { from: state.from, until: state.until }; }

function keep(push = false) {
  clearTimeout(keeping);
  const write = () => {
    if (view) state.at = view.at();
    const to = address(state);
    if (to !== location.pathname + location.search) history[push ? "pushState" : "replaceState"](null, "", to);
    const words = query(state);
    if (view) words.set("box", view.box().map((edge) => edge.toFixed(5)).join(","));
    part("map-json").href = `/api/map?${words}`;
    part("map-geojson").href = `/api/map.geojson?${words}`;
  };
  if (push) write();
  else keeping = setTimeout(write, KEPT_AFTER);
}

// A new window: marks, counts and the thumbs follow at once; ground and table when they are there.
function step(next) {
  Object.assign(state, next);
  view.step(window_());
  timeline.show(window_());
  counted();
  for (const name of ["from", "until"]) if (document.activeElement !== part(`map-${name}`)) part(`map-${name}`).value = iso(state[name]);
  const width = part("map-width");
  const fits = [...width.options].find(({ value }) => (value === "all" ? state.from === timeline.span[0] && state.until === timeline.span[1] : value && moved(state.from, value) === state.until));
  width.value = fits ? fits.value : "";
  part("map-days").textContent = `${(state.until - state.from).toLocaleString("en")} ${state.until - state.from === 1 ? "day" : "days"}`;
  groundOf(state.until - 1);
  keep();
}

let listing = 0;
function counted() {
  panel.count(scene, window_());
  clearTimeout(listing);
  if (state.table) listing = setTimeout(() => table.draw(), KEPT_AFTER);
}

function filtered(next) {
  Object.assign(state, next);
  scene.filter(state);
  const named = state.actors && state.both ? data.actors.flatMap((actor, n) => (state.actors.has(actor.label) ? [n] : [])) : null;
  Object.assign(view, { rings: state.rings, source: state.source, pair: named });
  panel.pairOf = named;
  panel.follow(state);
  timeline.draw();
  view.draw();
  panel.ground(view.ground, state.source);
  counted();
  keep();
}

const placed = (one) => ({ ...one, parts: parts(one.geometry) });
async function groundOf(day) {
  if (!data.ground.length) return;
  const on = iso(day);
  const holds = (one) => (!one.since || one.since <= on) && (!one.until || on < one.until);
  let now = grounds.find(holds);
  view.wanted = on;
  if (!now) {
    if (view.asking) return;
    view.asking = true;
    try {
      now = await (await ask(`/api/map/ground?on=${on}`)).json();
      for (const key of ["ground", "fronts", "disputed"]) now[key] = now[key].map(placed);
      for (const front of now.fronts) front.errors = front.errors.map(placed);
      now.places = now.places.map((one) => ({ ...one, x: worldX(one.at[0]), y: worldY(one.at[1]) }));
      grounds.push(now);
    } catch (error) {
      panel.ground(null, state.source, `The ground of ${on} could not be read: ${error.message}`);
      return;
    } finally { view.asking = false; }
    if (view.wanted !== on) { groundOf(dayOf(view.wanted)); return; }
  }
  if (view.ground === now) return;
  const first = !view.ground && !placedAt && !data.group_lon.length;
  view.ground = now;
  if (first) view.go(null);
  view.draw();
  panel.ground({ ...now, on }, state.source);
}

// ---- what is chosen

function names(claim) { return claim.actors.map((n) => data.actors[n].name); }

async function choose(what, push = true) {
  if (!what) {
    view.chosen = null;
    card.close();
    state.chosen = null;
  } else if (what.claim) {
    state.chosen = what.claim.claim.id;
    view.chosen = what;
    card.open([...claimCard(what.claim, names(what.claim.claim)), claimDays(what.claim.claim, iso)]);
  } else {
    const [row] = what.record ? [what.record] : await rows(data, [what.row]);
    const group = data.group[row.number];
    state.chosen = row.id;
    view.chosen = group === OFF_MAP ? null : { group, km: row.radius_km };
    card.open(eventCard(row), { steps: steps(row.number, group) });
  }
  view.point(null);
  beside();
  if (push) keep(true);
}

function beside() {
  const at = view.chosen && !part("map-card").hidden && view.place(view.chosen);
  if (at) card.put(at, view.view());
}

function steps(row, group) {
  const here = group === OFF_MAP ? [] : scene.rowsOf(group);
  const at = here.indexOf(row);
  if (here.length < 2 || at < 0) return null;
  const line = element("p", { class: "card-steps" });
  const button = (words, to) => {
    const made = element("button", { type: "button" }, words);
    made.addEventListener("click", () => choose({ row: here[(at + to + here.length) % here.length] }));
    return made;
  };
  line.append(button("‹", -1), ` ${at + 1} of ${here.length} here in this window `, button("›", 1));
  line.firstChild.setAttribute("aria-label", "The one before, here");
  line.lastChild.setAttribute("aria-label", "The next one, here");
  return line;
}

async function restore() {
  const wanted = state.chosen;
  if (!wanted) { choose(null, false); return; }
  const claim = data.claims.find((one) => one.id === wanted);
  if (claim) {
    const place = claim.places.find((one) => one[1] !== null);
    if (place) await choose({ claim: { claim, name: place[0], lon: place[1], lat: place[2], km: place[3] } }, false);
    else part("map-message").textContent = "This claim has no place on the map.";
  } else {
    try { await choose({ record: await rowOf(wanted) }, false); } catch (error) { part("map-message").textContent = error.message; }
  }
}

async function nextEvent(way) {
  const chosen = state.chosen && view.chosen && view.chosen.group !== undefined ? (await rowOf(state.chosen)).number : null;
  const from = chosen ?? (way > 0 ? scene.low - 1 : scene.high);
  const row = scene.nextRow(from, way, view.worldBox());
  if (row === null) { part("map-message").textContent = way > 0 ? "No later event with these filters." : "No earlier event with these filters."; return; }
  part("map-message").textContent = "";
  const day = data.day[row];
  if (day < state.from || day >= state.until) step(timeline.shifted(way > 0 ? day : day - (state.until - state.from) + 1));
  const group = data.group[row];
  const at = view.place({ group });
  const { width, height } = view.view();
  if (at.x < 0 || at.y < 0 || at.x > width || at.y > height) view.map.panTo([data.group_lat[group], data.group_lon[group]], { animate: false });
  await choose({ row });
}

// ---- time

function forward(way = 1) {
  const size = part("map-step").value;
  const next = timeline.shifted(moved(state.from, size, way));
  const moves = next.from !== state.from;
  if (moves) step(next);
  return moves;
}

function play(on) {
  clearInterval(playing);
  playing = null;
  if (on && state.until - state.from >= timeline.span[1] - timeline.span[0]) {
    const wide = timeline.unit === "week" ? "1m" : timeline.unit === "month" ? "12m" : "24m";
    step({ from: timeline.span[0], until: moved(timeline.span[0], wide) });
  }
  if (on && state.until >= timeline.span[1]) step(timeline.shifted(timeline.span[0]));
  if (on) playing = setInterval(() => { if (!forward()) play(false); }, TICK);
  part("map-play").setAttribute("aria-pressed", Boolean(playing));
  part("map-play").firstElementChild.textContent = playing ? "❚❚" : "▶";
  part("map-play").querySelector(".word").textContent = playing ? "Pause" : "Play";
}

function typed(name) {
  const field = part(`map-${name}`);
  field.addEventListener("change", () => {
    const day = dayOf(field.value.trim());
    const next = { ...window_(), [name]: day };
    const wrong = day === null ? "Write a day as 2017-10-01." : next.from >= next.until ? "The window ends before it begins." : "";
    part("map-message").textContent = wrong;
    field.setAttribute("aria-invalid", Boolean(wrong));
    if (!wrong) step(next);
  });
}

function widen(size) {
  if (!size) return;
  if (size === "all") { step({ from: timeline.span[0], until: timeline.span[1] }); return; }
  const until = Math.min(timeline.span[1], moved(state.from, size));
  step({ from: Math.max(timeline.span[0], moved(until, size, -1)), until });
}

function tabled(on) {
  state.table = on;
  part("map-table").hidden = !on;
  part("map-as-table").setAttribute("aria-pressed", on);
  if (on) table.draw();
  keep();
}

// ---- wiring

function wire() {
  typed("from");
  typed("until");
  part("map-width").addEventListener("change", (event) => { widen(event.target.value); });
  part("map-play").addEventListener("click", () => play(!playing));
  part("map-previous").addEventListener("click", () => nextEvent(-1));
  part("map-next").addEventListener("click", () => nextEvent(1));
  part("map-in").addEventListener("click", () => view.map.zoomIn());
  part("map-out").addEventListener("click", () => view.map.zoomOut());
  part("map-whole").addEventListener("click", () => view.go(null));
  part("map-off").addEventListener("click", () => listOff(part("map-off-list"), data));
  part("map-as-table").addEventListener("click", () => tabled(!state.table));
  part("map-table").querySelector(".card-close").addEventListener("click", () => { tabled(false); part("map-as-table").focus(); });
  part("map-png").addEventListener("click", async () => save(await png(view, captioned()), "holdfire-map.png"));
  part("map-svg").addEventListener("click", () => save(svg(view, captioned()), "holdfire-map.svg"));
  part("map-link").addEventListener("click", async () => {
    keep(true);
    await navigator.clipboard.writeText(location.href).then(() => { part("map-message").textContent = "The link is copied."; }, () => { part("map-message").textContent = location.href; });
  });
  pointing();
  keys();
  addEventListener("popstate", () => {
    const to = read(location.search);
    filtered({ ...to, from: to.from ?? timeline.span[0], until: to.until ?? timeline.span[1] });
    step(window_());
    if (to.at) view.go(to.at);
    restore();
  });
}

const captioned = () => caption(view, scene, document.querySelector(".top .case strong").textContent, credits.join(" · "));

function pointing() {
  const on = view.element;
  const at = (event) => { const box = on.getBoundingClientRect(); return view.find(event.clientX - box.left, event.clientY - box.top); };
  on.addEventListener("mousemove", (event) => {
    const what = event.buttons ? null : at(event);
    on.classList.toggle("over-mark", Boolean(what));
    if (what?.group !== view.pointed?.group || what?.claim !== view.pointed?.claim) view.point(what);
  });
  on.addEventListener("mouseleave", () => view.point(null));
  view.map.on("click", ({ originalEvent }) => {
    const what = at(originalEvent);
    if (!what) { if (state.chosen) choose(null); return; }
    choose(what.claim ? what : { row: scene.rowsOf(what.group)[0] });
  });
}

function keys() {
  onKey("]", () => nextEvent(1));
  onKey("[", () => nextEvent(-1));
  onKey(",", () => forward(-1));
  onKey(".", () => forward(1));
  onKey("t", () => tabled(!state.table));
  onKey("+", () => view.map.zoomIn());
  onKey("-", () => view.map.zoomOut());
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.chosen && !document.querySelector("dialog[open]")) choose(null);
    if (event.key !== " " || !singleKeys() || event.target.closest("button, a, input, select, summary, dialog, textarea")) return;
    event.preventDefault();
    play(!playing);
  });
}

function credited() {
  const looked = data.looked.map((one) => one.dataset);
  const ground = data.ground.map((one) => one.source);
  credits = [view.world ? `${view.world.credit}; no legal statement` : null, looked.length ? `Events: ${looked.join(", ")}` : null, ground.length ? `Ground: ${ground.join(", ")}` : null].filter(Boolean);
  part("map-credit").textContent = credits.join(" · ");
}

async function background() {
  const draw = () => { credited(); view.draw(); };
  const own = ask("/api/map/borders").then((answer) => answer.json()).then((areas) => { view.areas = areas.map((area) => ({ ...area, parts: parts(area.geometry) })); draw(); });
  const world = part("map").dataset.simulated ? null : outlines().then((found) => { view.world = found; draw(); });
  for (const found of await Promise.allSettled([own, world])) if (found.status === "rejected") part("map-message").textContent = `A part of the background is missing: ${found.reason.message}`;
  screen.dataset.whole = "";
}

async function start() {
  data = await columns();
  const span = spanOf(data);
  screen.dataset.empty = span ? "" : "yes";
  if (!span) return;
  scene = new Scene(data);
  scene.filter(state);
  state.from ??= span[0];
  state.until ??= span[1];
  if (state.until <= state.from) state.until = state.from + 1;
  const looks = lookOf(data.actors);
  const labels = data.labels.map(([name, level, lon, lat]) => ({ name: name.replace(/ +(town|village|city|governorate|province)$/i, ""), level, x: worldX(lon), y: worldY(lat) }));
  view = new MapView(part("map"), { scene, looks, labels, scale: part("map-scale"), at: state.at, moved: () => { counted(); keep(); beside(); } });
  view.redrawn = beside;
  view.window = window_();
  timeline = new Timeline(part("map-time"), { data, scene, changed: step });
  timeline.window = window_();
  panel = new Panel({ data, looks, state, changed: filtered });
  card = new Card(part("map-card"), { closed: () => { choose(null); view.element.focus(); } });
  table = new Table(part("map-table"), { data, scene, choose: (what) => { tabled(false); choose(what); part("map-card").focus(); } });
  filtered({});
  panel.ground(null, state.source);
  step(window_());
  wire();
  tabled(state.table);
  credited();
  screen.dataset.drawn = "";
  await Promise.all([background(), restore()]);
}

start().catch((error) => {
  part("map-message").textContent = `The map could not be made: ${error.message}`;
  screen.dataset.failed = "";
});
