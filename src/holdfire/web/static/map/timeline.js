// Time under the map: a histogram with the window on it, two thumbs, and lanes of who looked when.
import { dayOf, firstOfMonth, iso, mondayOf, moved, monthsOn } from "./days.js";

const SVG = "http://www.w3.org/2000/svg";
const HIGH = 64;
const LANE = 15;
const LEFT = 76;
const RIGHT = 14;
const MOST_LANES = 4;
const [WEEKS, MONTHS] = [1700, 13000]; // days up to which a bar is a week, or a month

export function make(name, attributes = {}, text = null, space = SVG) {
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== null) element.textContent = text;
  return element;
}

export function spanOf(data) {
  const open = data.ground.flatMap((one) => one.days.flat()).filter((day) => day !== null);
  const days = [...data.looked.flatMap((one) => one.days), ...open];
  const all = days.length ? days : data.claims.flatMap((claim) => claim.days || []);
  return all.length ? [Math.min(...all), Math.max(...all)] : null;
}

// Half-open stretches of a span that none of these covers.
function gaps([first, end], covered) {
  const found = [];
  let day = first;
  for (const [since, until] of [...covered].sort((a, b) => a[0] - b[0])) {
    if (since > day) found.push([day, Math.min(since, end)]);
    day = Math.max(day, until ?? end);
  }
  if (day < end) found.push([day, end]);
  return found.filter(([since, until]) => until > since);
}

export class Timeline {
  constructor(root, { data, scene, changed }) {
    Object.assign(this, { root, data, scene, changed, span: spanOf(data) });
    const long = this.span[1] - this.span[0];
    this.unit = long <= WEEKS ? "week" : long <= MONTHS ? "month" : "year";
    this.edges = this.edgesOf();
    this.svg = root.querySelector("svg");
    this.thumbs = [...root.querySelectorAll("[role=slider]")];
    this.thumbs.forEach((thumb, n) => this.holds(thumb, n));
    this.drags();
    new ResizeObserver(() => this.draw()).observe(root);
  }

  edgesOf() {
    const [first, end] = this.span;
    const edges = [];
    if (this.unit === "week") for (let day = mondayOf(first); day < end + 7; day += 7) edges.push(day);
    else for (let day = this.unit === "year" ? dayOf(`${iso(first).slice(0, 4)}-01-01`) : firstOfMonth(first); ; day = monthsOn(day, this.unit === "year" ? 12 : 1)) {
      edges.push(day);
      if (day >= end) break;
    }
    return edges;
  }

  x(day) { return LEFT + ((day - this.span[0]) / (this.span[1] - this.span[0])) * (this.wide - LEFT - RIGHT); }

  day(x) {
    const share = Math.max(0, Math.min(1, (x - LEFT) / (this.wide - LEFT - RIGHT)));
    return Math.round(this.span[0] + share * (this.span[1] - this.span[0]));
  }

  draw() {
    this.wide = this.root.clientWidth;
    if (!this.wide || !this.window) return;
    const lanes = this.lanes();
    const high = HIGH + 22 + lanes.length * LANE + 4;
    this.svg.setAttribute("viewBox", `0 0 ${this.wide} ${high}`);
    this.svg.setAttribute("height", high);
    this.svg.replaceChildren();
    const add = (...given) => this.svg.appendChild(make(...given));
    const defs = add("defs");
    const hatch = defs.appendChild(make("pattern", { id: "time-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse" }));
    hatch.append(make("path", { d: "M0 7L7 0M-2 2L2 -2M5 9L9 5", class: "t-hatch" }));
    const clip = defs.appendChild(make("clipPath", { id: "time-window" }));
    this.clip = clip.appendChild(make("rect", { y: 0, height: HIGH + 12 }));
    this.tint = add("rect", { y: 12, height: HIGH, class: "t-window" });
    for (const [since, until] of gaps(this.span, this.data.looked.map((one) => one.days))) {
      const [left, right] = [this.x(since), this.x(until)];
      add("rect", { x: left, y: 12, width: right - left, height: HIGH, fill: "url(#time-hatch)" });
      if (right - left > 84) add("text", { x: left + 5, y: 26, class: "t-note t-halo" }, "no coverage");
    }
    this.drawBars(add);
    this.ticks(add);
    add("text", { x: LEFT - 8, y: HIGH + 8, class: "t-name" }, "Events");
    add("text", { x: LEFT - 8, y: HIGH - 6, class: "t-name" }, `a ${this.unit}`);
    lanes.forEach((lane, n) => this.drawLane(add, lane, HIGH + 26 + n * LANE));
    this.show(this.window);
  }

  drawBars(add) {
    const bars = this.scene.histogram(this.edges);
    const most = Math.max(0, ...bars);
    let path = "";
    bars.forEach((number, n) => {
      if (!number) return;
      const [left, right] = [Math.max(LEFT, this.x(this.edges[n])), Math.min(this.wide - RIGHT, this.x(this.edges[n + 1]))];
      const tall = Math.max(1, (number / most) * HIGH);
      path += `M${left.toFixed(1)} ${HIGH + 12}v${-tall.toFixed(1)}h${Math.max(0.6, right - left - (right - left > 3 ? 1 : 0)).toFixed(1)}v${tall.toFixed(1)}z`;
    });
    add("path", { d: path, class: "t-bar" });
    add("path", { d: path, class: "t-bar-in", "clip-path": "url(#time-window)" });
    add("line", { x1: LEFT, x2: this.wide - RIGHT, y1: HIGH + 12, y2: HIGH + 12, class: "t-axis" });
    if (most) add("text", { x: this.wide - RIGHT, y: 10, class: "t-note t-end" }, `most in a ${this.unit}: ${most.toLocaleString("en")}`);
    this.svg.setAttribute("aria-label", `Events a ${this.unit} from ${iso(this.span[0])} to ${iso(this.span[1] - 1)}; at most ${most}.`);
  }

  ticks(add) {
    const months = [1, 2, 3, 6, 12, 24, 60, 120].find((step) => (step * 30.4) / (this.span[1] - this.span[0]) * (this.wide - LEFT) > 66) || 240;
    const first = iso(this.span[0]);
    let day = dayOf(`${first.slice(0, 4)}-01-01`);
    for (; day < this.span[1]; day = monthsOn(day, months)) {
      if (day < this.span[0]) continue;
      const x = this.x(day);
      if (x > this.wide - RIGHT - 30) continue;
      add("line", { x1: x, x2: x, y1: HIGH + 12, y2: HIGH + 16, class: "t-axis" });
      add("text", { x: x + 3, y: HIGH + 23, class: "t-tick" }, months >= 12 ? iso(day).slice(0, 4) : iso(day).slice(0, 7));
    }
  }

  lanes() {
    const { looked, ground, claims } = this.data;
    const several = looked.length > 1 ? looked.map((one) => ({ name: one.dataset, covered: [one.days] })) : [];
    const control = ground.map((one) => ({ name: ground.length > 1 ? one.source : "Control", covered: one.days }));
    const texts = claims.length ? [{ name: "Texts", claims }] : [];
    return [...several.slice(0, MOST_LANES), ...(control.length ? control.slice(0, MOST_LANES) : [{ name: "Control", covered: [] }]), ...texts];
  }

  drawLane(add, lane, y) {
    const name = add("text", { x: LEFT - 8, y: y + 9, class: "t-name" }, lane.name.length > 10 ? `${lane.name.slice(0, 9)}…` : lane.name);
    name.append(make("title", {}, lane.name));
    if (lane.claims) {
      this.drawTexts(add, y);
      return;
    }
    for (const [since, until] of lane.covered) {
      const [left, right] = [this.x(Math.max(this.span[0], since)), this.x(Math.min(this.span[1], until ?? this.span[1]))];
      add("rect", { x: left, y: y + 1, width: Math.max(0, right - left), height: LANE - 6, class: "t-covered" });
    }
    for (const [since, until] of gaps(this.span, lane.covered)) {
      add("rect", { x: this.x(since), y: y + 1, width: this.x(until) - this.x(since), height: LANE - 6, fill: "url(#time-hatch)", class: "t-gap" });
    }
  }

  drawTexts(add, y) {
    const dated = this.data.claims.filter((claim, n) => claim.days && this.scene.claimWanted[n]);
    const before = dated.filter((claim) => claim.days[1] <= this.span[0]).length;
    const after = dated.filter((claim) => claim.days[0] >= this.span[1]).length;
    add("line", { x1: LEFT, x2: this.wide - RIGHT, y1: y + 6, y2: y + 6, class: "t-lane" });
    for (const claim of dated) {
      if (claim.days[1] <= this.span[0] || claim.days[0] >= this.span[1]) continue;
      const x = this.x(Math.max(this.span[0], claim.days[0]));
      add("path", { d: `M${x} ${y + 1}l5 5l-5 5l-5 -5z`, class: claim.status === "accepted" ? "t-claim t-full" : "t-claim" });
    }
    if (before) add("text", { x: LEFT + 4, y: y + 10, class: "t-note t-halo" }, `◂ ${before} earlier`);
    if (after) add("text", { x: this.wide - RIGHT - 4, y: y + 10, class: "t-note t-halo t-end" }, `${after} later ▸`);
  }

  show(window) {
    this.window = window;
    if (!this.clip) return;
    const [left, right] = [this.x(window.from), this.x(window.until)].map((x) => Math.max(LEFT, Math.min(this.wide - RIGHT, x)));
    for (const part of [this.clip, this.tint]) {
      part.setAttribute("x", left);
      part.setAttribute("width", Math.max(1, right - left));
    }
    [window.from, window.until].forEach((day, n) => {
      const thumb = this.thumbs[n];
      thumb.style.transform = `translateX(${(n ? right : left) - 12}px)`;
      thumb.setAttribute("aria-valuemin", n ? window.from + 1 : this.span[0]);
      thumb.setAttribute("aria-valuemax", n ? this.span[1] : window.until - 1);
      thumb.setAttribute("aria-valuenow", day);
      thumb.setAttribute("aria-valuetext", n ? `${iso(day - 1)}, the last day shown` : iso(day));
    });
  }

  holds(thumb, n) {
    const put = (day) => {
      const { from, until } = this.window;
      this.changed(n ? { from, until: Math.max(from + 1, Math.min(this.span[1], day)) } : { from: Math.min(until - 1, Math.max(this.span[0], day)), until });
    };
    thumb.addEventListener("keydown", (event) => {
      const now = n ? this.window.until : this.window.from;
      const far = event.shiftKey ? 10 : 1;
      const to = {
        ArrowLeft: now - far, ArrowDown: now - far, ArrowRight: now + far, ArrowUp: now + far,
        PageDown: moved(now, "1m", -1), PageUp: moved(now, "1m"),
        Home: n ? this.window.from + 1 : this.span[0], End: n ? this.span[1] : this.window.until - 1,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      put(to);
    });
    thumb.addEventListener("pointerdown", (event) => {
      thumb.setPointerCapture(event.pointerId);
      const drag = (at) => put(this.day(at.clientX - this.root.getBoundingClientRect().left));
      thumb.addEventListener("pointermove", drag);
      thumb.addEventListener("lostpointercapture", () => thumb.removeEventListener("pointermove", drag), { once: true });
    });
  }

  // The window is pulled along by its middle; a click beside it brings its middle there.
  drags() {
    this.svg.addEventListener("pointerdown", (event) => {
      const at = (point) => this.day(point.clientX - this.root.getBoundingClientRect().left);
      const { from, until } = this.window;
      const grabbed = at(event);
      const held = grabbed >= from && grabbed < until ? grabbed - from : Math.floor((until - from) / 2);
      const put = (point) => this.changed(this.shifted(at(point) - held));
      if (grabbed < from || grabbed >= until) put(event);
      this.svg.setPointerCapture(event.pointerId);
      this.svg.addEventListener("pointermove", put);
      this.svg.addEventListener("lostpointercapture", () => this.svg.removeEventListener("pointermove", put), { once: true });
    });
  }

  shifted(from) {
    const long = Math.min(this.window.until - this.window.from, this.span[1] - this.span[0]);
    const first = Math.max(this.span[0], Math.min(this.span[1] - long, from));
    return { from: first, until: first + long };
  }
}
