// The reader: j and k go through the claims, a, r, e decide, n adds what is selected; what others say comes in beside.
import { part, send } from "./asking.js";
import { onKey } from "./keys.js";
import { choose } from "./selection.js";

const layer = document.querySelector(".layer");
const cards = () => [...document.querySelectorAll("article.claim")];
const live = document.getElementById("said");
let last = "";

const chosen = () => document.querySelector("article.claim.chosen");
const here = () => location.pathname;

function go(step) {
  const all = cards();
  const at = all.indexOf(chosen());
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  if (!next) return;
  location.hash = next.id;
  next.focus({ preventScroll: true });
}

async function decide(decision, card = chosen()) {
  if (!card) { live.textContent = "Choose a claim first, with j."; return; }
  const { ok, said } = await send("POST", `/api/claims/${card.id}/review`, { decision });
  live.textContent = ok ? `${decision === "undo" ? "Taken back" : `Claim ${decision}ed`}.` : said.detail;
  if (!ok) return;
  last = card.id;
  dispatchEvent(new Event("reviewed"));
  const fresh = (await part(here()))?.getElementById(card.id);
  if (!fresh) return;
  for (const name of [".claim-head", ".decided"]) {
    card.querySelector(name).replaceWith(fresh.querySelector(name));
  }
}

function selected() {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  if (!range || range.collapsed || !layer.contains(range.commonAncestorContainer)) return null;
  const quote = range.toString().trim();
  const before = range.cloneRange();
  before.selectNodeContents(layer);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length + (range.toString().length - range.toString().trimStart().length);
  let occurrence = 1;
  for (let at = layer.textContent.indexOf(quote); at >= 0 && at < start; at = layer.textContent.indexOf(quote, at + 1)) occurrence += 1;
  return { quote, occurrence };
}

async function inDialog(address) {
  const found = (await part(address))?.querySelector(".claim-form");
  if (!found) { location.assign(address); return; }
  const dialog = document.getElementById("claim-dialog");
  dialog.querySelector(".card-body").replaceChildren(found);
  found.querySelector(".close").addEventListener("click", (event) => { event.preventDefault(); dialog.close(); });
  dialog.showModal();
}

function add() {
  const what = selected();
  if (!what) { live.textContent = "Select the words of the claim in the text first."; return; }
  inDialog(`${here()}/add?${new URLSearchParams(what)}`);
}

onKey("j", () => go(1));
onKey("k", () => go(-1));
onKey("a", () => decide("accept"));
onKey("r", () => decide("reject"));
onKey("z", () => decide("undo", document.getElementById(last) ?? chosen()));
onKey("e", () => chosen() && inDialog(`/claims/${chosen().id}/correct`));
onKey("m", () => chosen()?.querySelector(".to-map")?.click());
onKey("n", add);
onKey("h", () => {
  const hidden = layer.classList.toggle("plain-text");
  live.textContent = hidden ? "Highlights are hidden." : "Highlights are shown.";
});
document.getElementById("add-selected")?.addEventListener("click", (event) => { if (selected()) { event.preventDefault(); add(); } });
document.querySelector(".cards").addEventListener("click", (event) => {
  const link = event.target.closest(".to-correct");
  if (link) { event.preventDefault(); inDialog(link.href); }
});

async function beside() {
  const found = await part(`${here()}/beside`);
  found?.querySelectorAll("[data-beside]").forEach((block) => {
    document.getElementById(block.dataset.beside)?.querySelector(".others").replaceChildren(...block.childNodes);
  });
  document.body.dataset.beside = "";
}
async function more() {
  for (let mark = document.getElementById("more-cards"); mark; mark = document.getElementById("more-cards")) {
    const found = await part(`${here()}/cards?start=${mark.dataset.start}`);
    if (!found) return;
    mark.before(...found.getElementById("cards").childNodes);
    mark.replaceWith(...[found.getElementById("more-cards")].filter(Boolean));
    if (!chosen()) choose();
    await new Promise((done) => { requestIdleCallback(done); });
  }
}

async function rest() {
  await more();
  if (cards().length) await beside();
}
rest();

const wide = matchMedia("(min-width: 1600px)");
const map = () => { if (wide.matches && document.querySelector(".where-pane")) import("./reader_map.js").then(({ begin }) => begin()); };
wide.addEventListener("change", map);
map();
