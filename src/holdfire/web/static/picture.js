// Points and colours are clicked on the picture or typed beside it; the server reads the ground off it.
import { send } from "./asking.js";
import { Picture } from "./picture_canvas.js";

const by = (id) => document.getElementById(id);
const points = by("points");
const colours = by("colours");
const picture = new Picture(by("picture-canvas"), by("picture-scroll"));
let file = null;
let mode = "point";

function cell(row, content) {
  const made = document.createElement("td");
  if (content) made.append(content);
  row.append(made);
  return made;
}

function input(row, label, type, value, more = {}) {
  const made = Object.assign(document.createElement("input"), { type, value, ...more });
  made.setAttribute("aria-label", label);
  cell(row, made);
  return made;
}

function removable(row, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "×";
  button.setAttribute("aria-label", words);
  button.onclick = () => { row.remove(); renumber(); };
  cell(row, button);
}

function addPoint(x = "", y = "") {
  const row = document.createElement("tr");
  cell(row);
  for (const [name, value, label] of [["x", x, "x, pixels from the left"], ["y", y, "y, pixels from the top"], ["lon", "", "longitude, degrees"], ["lat", "", "latitude, degrees"]]) {
    input(row, label, "number", value, { step: "any", name, required: true });
  }
  cell(row).className = "off";
  removable(row, "Remove this point");
  row.querySelector("[name=lon]").addEventListener("paste", split);
  points.append(row);
  renumber();
  return row;
}

// "35.2, 36.7" as maps copy it: latitude first.
function split(event) {
  const parts = event.clipboardData.getData("text").trim().split(/[\s,;]+/).map(Number);
  if (parts.length !== 2 || parts.some(Number.isNaN)) return;
  event.preventDefault();
  const row = event.target.closest("tr");
  row.querySelector("[name=lat]").value = parts[0];
  row.querySelector("[name=lon]").value = parts[1];
}

function addColour(colour = "#cccccc", share = null, holder = "") {
  const same = [...colours.querySelectorAll("[name=colour]")].find((one) => one.value === colour);
  if (same) { same.closest("tr").querySelector("[name=holder]").focus(); return same.closest("tr"); }
  const row = document.createElement("tr");
  input(row, "Colour", "color", colour, { name: "colour" });
  const who = input(row, "Holder", "text", holder, { name: "holder", autocomplete: "off" });
  who.setAttribute("list", "holders");
  cell(row, document.createTextNode(share === null ? "" : `${(100 * share).toFixed(1)} %`));
  removable(row, "Remove this colour");
  colours.append(row);
  return row;
}

const placed = () => [...points.rows].map((row) => ({ x: row.querySelector("[name=x]").valueAsNumber, y: row.querySelector("[name=y]").valueAsNumber, row }));

function renumber() {
  [...points.rows].forEach((row, number) => { row.cells[0].textContent = number + 1; });
  picture.mark(placed());
}

async function take(chosen) {
  say("");
  try { await picture.show(chosen); } catch { problem("This is no picture that a browser can show: PNG, JPEG or GIF."); return; }
  file = chosen;
  by("picture-size").textContent = `${file.name} · ${picture.width.toLocaleString("en")} × ${picture.height.toLocaleString("en")} pixels`;
  document.querySelector(".picture-modes").hidden = false;
  by("find-colours").disabled = false;
  if (!by("picture-name").value) by("picture-name").value = file.name.replace(/\.[^.]*$/, "");
  picture.mark(placed());
}

function choose(next) {
  mode = next;
  by("take-point").setAttribute("aria-pressed", String(mode === "point"));
  by("take-colour").setAttribute("aria-pressed", String(mode === "colour"));
}

const say = (words) => { by("picture-busy").textContent = words; };

function problem(words) {
  by("picture-problem").hidden = !words;
  by("picture-problem").textContent = words;
}

async function ask(address) {
  const unanswered = () => ({ ok: false, said: { detail: "The server gave no answer; is it still running?" } });
  const { ok, said } = await send("POST", address, file).catch(unanswered);
  if (ok) return said;
  problem(Array.isArray(said.detail) ? said.detail.map((one) => `${one.where.slice(1).join(" ")}: ${one.message}`).join("\n") : said.detail);
  return null;
}

function asked() {
  const numbers = (row) => Object.fromEntries(["x", "y", "lon", "lat"].map((name) => [name, row.querySelector(`[name=${name}]`).valueAsNumber]));
  const text = (id) => by(id).value.trim() || null;
  return JSON.stringify({
    points: [...points.rows].map(numbers),
    legend: [...colours.rows].map((row) => ({ colour: row.querySelector("[name=colour]").value, holder: row.querySelector("[name=holder]").value })),
    date: text("picture-date"), until: text("picture-until"), name: text("picture-name"), source: text("picture-source"), transform: by("picture-transform").value,
  });
}

async function read(event) {
  event.preventDefault();
  problem("");
  if (!file) { problem("Choose a picture first."); return; }
  const keep = event.submitter?.value === "keep";
  say("Reading the picture");
  const query = new URLSearchParams({ name: file.name, asked: asked(), dry_run: String(!keep) });
  const said = await ask(`/api/pictures?${query}`);
  say("");
  if (!said) return;
  await picture.overlay(by("overlay-canvas"), said.overlay);
  by("picture-sentences").replaceChildren(...said.said.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  by("found-title").textContent = keep ? "Put into the case" : "What would be put into the case";
  by("picture-next").hidden = !keep;
  by("picture-found").hidden = false;
  by("picture-found").focus();
  said.report.points.forEach((point, number) => {
    const off = points.rows[number].querySelector(".off");
    const km = point.out_km ?? point.residual_km;
    off.textContent = km < 0.01 ? "under 0.01 km" : `${km < 10 ? km.toPrecision(2) : Math.round(km)} km`;
    off.classList.toggle("far", km > 2 * said.report.error_km);
  });
}

by("picture-file").addEventListener("change", (event) => { if (event.target.files.length) take(event.target.files[0]); });
const place = document.querySelector(".picture-place");
addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("over"); });
addEventListener("dragleave", (event) => { if (!event.relatedTarget) place.classList.remove("over"); });
addEventListener("drop", (event) => {
  event.preventDefault();
  place.classList.remove("over");
  if (event.dataTransfer.files.length) take(event.dataTransfer.files[0]);
});
by("take-point").onclick = () => choose("point");
by("take-colour").onclick = () => choose("colour");
by("picture-zoom").addEventListener("change", (event) => picture.zoom(event.target.value));
by("add-point").onclick = () => addPoint().querySelector("[name=x]").focus();
by("add-colour").onclick = () => addColour().querySelector("[name=colour]").focus();
points.addEventListener("input", () => picture.mark(placed()));
by("find-colours").onclick = async () => {
  problem("");
  say("Looking for the legend");
  const found = await ask(`/api/pictures/colours?${new URLSearchParams({ name: file.name })}`);
  say("");
  const legend = (found ?? []).filter((one) => one.legend);
  for (const one of legend.length ? legend : found ?? []) addColour(one.colour, one.share);
  if (found) say(legend.length ? `${legend.length} colours of the picture’s legend; say whose each is.` : "No legend was found; these are its flat colours.");
};
picture.clicked = (x, y, colour) => {
  const row = mode === "point" ? addPoint(x, y) : addColour(colour);
  row.querySelector(mode === "point" ? "[name=lon]" : "[name=holder]").focus({ preventScroll: true });
};
by("picture-form").addEventListener("submit", read);
