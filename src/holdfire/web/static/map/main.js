// The map screen: fetches what there is, makes the parts, and lets buttons and keys reach them.
import { onKey, singleKeys } from "../keys.js";
import { app, count, filter, keep, now, part, say, step, written } from "./app.js";
import { background } from "./background.js";
import { Card } from "./card.js";
import { Chooser, choosing } from "./choosing.js";
import { lookOf } from "./colours.js";
import { columns } from "./columns.js";
import { caption, png, save, svg } from "./exporting.js";
import { Table, listOff } from "./lists.js";
import { Panel } from "./panel.js";
import { forward, play, timing } from "./playing.js";
import { zooming } from "./pointing.js";
import { Scene, worldX, worldY } from "./scene.js";
import { read } from "./state.js";
import { Timeline, spanOf } from "./timeline.js";
import { MapView } from "./view.js";

const screen = document.querySelector(".map-screen");
const NEAR = { adm_1: 8, place: 10 }; // zoom
const PASSING = 4000; // ms
const GENERIC = / +(town|village|city|governorate|province)$/i; // said by the size of the type already

function tabled(on) {
  app.state.table = on;
  part("map-table").hidden = !on;
  part("map-as-table").setAttribute("aria-pressed", on);
  if (on) app.table.draw();
  keep();
}

function credits() {
  const { data, view } = app;
  const looked = data.looked.map((one) => one.dataset).join(", ");
  const ground = data.ground.map((one) => one.source).join(", ");
  return [view.world && `${view.world.credit}; no legal statement`, looked && `Events: ${looked}`, ground && `Ground: ${ground}`].filter(Boolean).join(" · ");
}

async function under() {
  const { view } = app;
  const missing = await background(view, () => { part("map-credit").textContent = credits(); view.draw(); });
  if (missing) say(missing);
}

function saving() {
  const { view, scene } = app;
  const title = document.querySelector(".top .case strong").textContent;
  const words = () => caption(view, scene, part("map").dataset.simulated ? `Simulated war: ${title}` : title, credits());
  part("map-png").addEventListener("click", async () => save(await png(view, words()), "holdfire-map.png"));
  part("map-svg").addEventListener("click", () => save(svg(view, words()), "holdfire-map.svg"));
  part("map-link").addEventListener("click", async () => {
    keep(true);
    await navigator.clipboard.writeText(location.href).then(() => say("The link is copied.", PASSING), () => say(location.href));
  });
}

function buttons() {
  const { view, data } = app;
  zooming(view);
  part("map-off").addEventListener("click", () => listOff(part("map-off-list"), data));
  part("map-as-table").addEventListener("click", () => tabled(!app.state.table));
  part("map-table").querySelector(".card-close").addEventListener("click", () => { tabled(false); part("map-as-table").focus(); });
}

function keys() {
  const { chooser, view } = app;
  const work = { "]": () => chooser.next(1), "[": () => chooser.next(-1), ",": () => forward(-1), ".": () => forward(), t: () => tabled(!app.state.table), "+": () => view.map.zoomIn(), "-": () => view.map.zoomOut() };
  for (const [key, does] of Object.entries(work)) onKey(key, does);
  addEventListener("keydown", (event) => {
    const inside = event.target.closest("button, a, input, select, summary, dialog, textarea");
    if (event.key === "Escape" && app.state.chosen && !document.querySelector("dialog[open]")) chooser.choose(null);
    if (event.key !== " " || !singleKeys() || inside) return;
    event.preventDefault();
    play();
  });
}

function backAndForth() {
  addEventListener("popstate", () => {
    const to = read(location.search);
    const [first, end] = app.timeline.span;
    filter({ ...to, from: to.from ?? first, until: to.until ?? end });
    step(now());
    tabled(to.table);
    if (to.at) app.view.go(to.at);
    app.chooser.restore();
  });
}

// Where to begin: the place that the address gives, else the area that it names.
function begin(state, labels) {
  const area = state.at ? null : labels.find(([name]) => name === state.near);
  if (area) state.at = { lat: area[3], lon: area[2], zoom: NEAR[area[1]] };
}

function make(data, span) {
  const { state } = app;
  begin(state, data.labels);
  const looks = lookOf(data.actors);
  const labels = data.labels.map(([name, level, lon, lat]) => ({ name: name.replace(GENERIC, ""), level, x: worldX(lon), y: worldY(lat) }));
  state.from ??= span[0];
  state.until ??= span[1];
  if (state.until <= state.from) state.until = state.from + 1;
  const scene = new Scene(data);
  scene.filter(state);
  const timeline = new Timeline(part("map-time"), { data, scene, changed: step });
  timeline.window = now();
  timeline.draw();
  Object.assign(app, { data, scene, timeline });
  written(); // what stands below is as high as it stays before the map takes the rest
  const chooser = new Chooser();
  const view = new MapView(part("map"), { scene, looks, labels, scale: part("map-scale"), at: state.at, moved: () => { count(); keep(); } });
  view.redrawn = () => chooser.beside();
  view.window = now();
  Object.assign(app, { view, chooser, placed: state.at });
  app.panel = new Panel({ data, looks, state, changed: filter });
  app.card = new Card(part("map-card"), { closed: () => { chooser.choose(null); view.element.focus(); } });
  app.table = new Table(part("map-table"), { data, scene, choose: (what) => { tabled(false); chooser.choose(what); part("map-card").focus(); } });
}

async function start() {
  const data = await columns();
  const span = spanOf(data);
  screen.dataset.empty = span ? "" : "yes";
  if (!span) return;
  make(data, span);
  filter({});
  app.panel.ground(null, app.state.source);
  step(now());
  for (const wire of [timing, buttons, saving, keys, backAndForth]) wire();
  choosing(app.chooser);
  tabled(app.state.table);
  part("map-credit").textContent = credits();
  screen.dataset.drawn = "";
  performance.mark("map-drawn");
  await Promise.all([under(), app.chooser.restore(), app.grounding]);
  screen.dataset.whole = "";
}

start().catch((error) => {
  say(`The map could not be made: ${error.message}`);
  screen.dataset.failed = "";
});
