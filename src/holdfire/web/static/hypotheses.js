// A reader's prior and Bayes' rule. Decibans come with the page; for an assumed unknown the server weighs anew.
import { later, part } from "./asking.js";

const STEPS = 10_000; // priors are whole numbers of these, so that an address of few digits sums to one
const form = document.getElementById("weighing");
const json = document.getElementById("json");
const rows = () => [...form.querySelectorAll("tr[data-rival]")];
const unknowns = () => form.querySelectorAll(".unknown");
const sliderOf = (row) => row.querySelector('input[type="range"]');
const fieldOf = (row) => row.querySelector('input[type="number"]');
const percent = (share) => {
  const hundred = 100 * share;
  const near = (hundred > 0 && hundred < 1) || (hundred > 99 && hundred < 100);
  return near ? Math.min(99.9, Math.max(0.1, hundred)).toFixed(1) : String(Math.floor(hundred + 0.5));
};
const written = (share) => Number(share.toFixed(10)); // without the last digits of binary fractions
let prior = null; // one number a row, or null: none was set
let held = null; // the row that moves, and the prior when it began to
let turn = 0;
const behind = new Set(); // ids of what is older than what was chosen

function posterior(decibans, before) {
  const weights = decibans.map((value, at) => before[at] * 10 ** (value / 10));
  const total = weights.reduce((sum, one) => sum + one, 0);
  return weights.map((one) => one / total);
}

function posteriors() {
  const sets = rows().map((row) => JSON.parse(row.dataset.sets));
  const together = posterior(rows().map((row) => Number(row.dataset.decibans)), prior);
  const under = Object.keys(sets[0]).map((name) => posterior(sets.map((one) => one[name]), prior));
  return together.map((value, at) => {
    const every = [value, ...under.map((one) => one[at])];
    return { value, low: Math.min(...every), high: Math.max(...every) };
  });
}

function rounded(shares) {
  const parts = shares.map((share) => Math.floor(share * STEPS + 1e-9));
  const left = shares.map((share, at) => [share * STEPS - parts[at], at]).sort(([a], [b]) => b - a);
  for (const [, at] of left.slice(0, STEPS - parts.reduce((sum, one) => sum + one, 0))) parts[at] += 1;
  return parts.map((one) => one / STEPS);
}

function moved(at, wanted) {
  const even = rows().map(() => 1 / rows().length);
  if (held?.at !== at) held = { at, before: prior ?? even };
  const value = Math.min(1, Math.max(0, wanted));
  const others = held.before.reduce((sum, one, other) => (other === at ? sum : sum + one), 0);
  const share = (one) => (others > 0 ? one / others : 1 / (held.before.length - 1)) * (1 - value);
  prior = rounded(held.before.map((one, other) => (other === at ? value : share(one))));
  show();
}

function draw(row, found) {
  const line = row.querySelector(".after .line");
  row.classList.toggle("unset", !found);
  line.querySelector(".ends").textContent = found ? `${percent(found.low)} to ${percent(found.high)}\u00a0%` : "set a prior";
  line.querySelector(".middle").textContent = found ? `dot ${percent(found.value)}\u00a0%` : "";
  for (const [name, value] of Object.entries({ posterior: found?.value, low: found?.low, high: found?.high })) {
    if (found) line.dataset[name] = value;
    else delete line.dataset[name];
  }
  if (!found) return;
  const chart = line.querySelector("svg");
  const at = (share) => 8 + share * (chart.viewBox.baseVal.width - 16);
  const put = (name, values) => Object.entries(values).forEach(([key, value]) => chart.querySelector(name).setAttribute(key, value));
  put(".c-range", { x: at(found.low), width: at(found.high) - at(found.low) });
  put(".low", { x1: at(found.low), x2: at(found.low) });
  put(".high", { x1: at(found.high), x2: at(found.high) });
  put(".c-hollow", { cx: at(found.value) });
}

function query() {
  const now = new URLSearchParams(location.search);
  for (const name of [...now.keys()]) if (!name.startsWith("prior.") || rows().length) now.delete(name);
  rows().forEach((row, at) => prior && now.set(fieldOf(row).name, written(prior[at])));
  for (const slider of unknowns()) {
    const field = fieldOf(slider.closest("tr"));
    if (Number(field.value) !== Number(slider.dataset.usual)) now.set(field.name, field.value);
  }
  const text = now.toString();
  return text && `?${text}`;
}

function show() {
  const found = prior && rows().length && posteriors();
  rows().forEach((row, at) => {
    const value = prior ? prior[at] : 1 / rows().length;
    const slider = sliderOf(row);
    slider.hidden = false;
    if (slider !== document.activeElement || Math.abs(slider.value - value) > 0.006) slider.value = value;
    slider.setAttribute("aria-valuetext", prior ? `${percent(value)} per cent` : "no prior set");
    if (fieldOf(row) !== document.activeElement) fieldOf(row).value = prior ? written(value) : "";
    draw(row, found && found[at]);
  });
}

// What takes a table of simulated wars comes from the server: the same address as a page, and parts of it.
async function fetched(ids) {
  const mine = ++turn;
  ids.forEach((id) => behind.add(id));
  const fresh = await part(location.pathname + query());
  if (!fresh || mine !== turn) return; // a later one brings what this one would have
  for (const id of behind) {
    const now = fresh.getElementById(id);
    if (now) document.getElementById(id).replaceChildren(...now.childNodes);
  }
  behind.clear();
  show();
}

const follow = later(() => {
  history.replaceState(null, "", location.pathname + query());
  json.href = `/api${location.pathname}${query()}`;
  const said = rows().map((row) => `${row.dataset.title} ${row.querySelector(".ends").textContent}`);
  document.getElementById("told")?.replaceChildren(prior ? `After the evidence: ${said.join(", ")}` : "No prior is set.");
  fetched(["said", "again", ...[...form.querySelectorAll(".tip")].map((cell) => cell.id)]);
}, 300);
const weigh = later(() => fetched(["said", "weights", "parting"]), 40);

function set(value) {
  prior = value;
  held = null;
  show();
}

function asUsual() {
  for (const slider of unknowns()) {
    slider.value = slider.dataset.usual;
    fieldOf(slider.closest("tr")).value = slider.dataset.usual;
  }
  weigh();
}

const pressed = {
  even: () => set(rounded(rows().map(() => 1 / rows().length))),
  none: () => set(null),
  usual: asUsual,
};

function slid({ target }) {
  const row = target.closest("tr");
  if (target.type !== "range") return;
  if (target.classList.contains("unknown")) {
    fieldOf(row).value = target.value;
    weigh();
  } else moved(rows().indexOf(row), Number(target.value));
  follow();
}

function typed({ target }) {
  const row = target.closest("tr");
  if (target.type !== "number") return;
  if (row.dataset.rival) {
    held = null;
    if (target.value !== "") moved(rows().indexOf(row), Number(target.value));
    target.value = prior ? written(prior[rows().indexOf(row)]) : "";
  } else {
    const slider = sliderOf(row);
    target.value = Math.min(slider.max, Math.max(slider.min, target.value || slider.dataset.usual));
    slider.value = target.value;
    weigh();
  }
  follow();
}

function leapt(event) {
  const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
  if (!by || !event.shiftKey || event.target.type !== "range") return;
  event.preventDefault();
  event.target.value = Number(event.target.value) + by * 10 * event.target.step;
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
}

form.addEventListener("input", slid);
form.addEventListener("change", typed);
form.addEventListener("keydown", leapt);
form.addEventListener("click", (event) => {
  const work = pressed[event.target.id];
  if (!work) return;
  event.preventDefault();
  work();
  follow();
});
unknowns().forEach((slider) => { slider.hidden = false; });
if (rows().length && rows().every((row) => row.dataset.prior)) prior = rows().map((row) => Number(row.dataset.prior));
show();
