// Time by hand and by itself: typed days, widths, steps, play.
import { app, now, part, say, step } from "./app.js";
import { dayOf, moved } from "./days.js";

const TICK = 160; // ms between two steps of play
const WIDTH = { week: "1m", month: "12m", year: "24m" }; // of a window that is to move, where it is as wide as all days
let playing = null;

export function forward(way = 1) {
  const { state, timeline } = app;
  const next = timeline.shifted(moved(state.from, part("map-step").value, way));
  const moves = next.from !== state.from;
  if (moves) step(next);
  return moves;
}

export function play(on = !playing) {
  clearInterval(playing);
  playing = null;
  const { state, timeline } = app;
  const [first, end] = timeline.span;
  if (on && state.until - state.from >= end - first) step({ from: first, until: moved(first, WIDTH[timeline.unit]) });
  if (on && state.until >= end) step(timeline.shifted(first));
  if (on) playing = setInterval(() => { if (!forward()) play(false); }, TICK);
  part("map-play").setAttribute("aria-pressed", Boolean(playing));
  part("map-play").firstElementChild.textContent = playing ? "❚❚" : "▶";
  part("map-play").querySelector(".word").textContent = playing ? "Pause" : "Play";
}

function typed(name) {
  const field = part(`map-${name}`);
  field.addEventListener("change", () => {
    const day = dayOf(field.value.trim());
    const next = { ...now(), [name]: day };
    const wrong = day === null ? "Write a day as 2017-10-01." : next.from >= next.until ? "The window ends before it begins." : "";
    say(wrong);
    field.setAttribute("aria-invalid", Boolean(wrong));
    if (!wrong) step(next);
  });
}

function widen(size) {
  const [first, end] = app.timeline.span;
  if (size === "all") step({ from: first, until: end });
  else if (size) {
    const until = Math.min(end, moved(app.state.from, size));
    step({ from: Math.max(first, moved(until, size, -1)), until });
  }
}

export function timing() {
  typed("from");
  typed("until");
  part("map-width").addEventListener("change", (event) => widen(event.target.value));
  part("map-play").addEventListener("click", () => play());
}
