// What stands behind a mark: the row or the quote, and the way to it. Text goes in as text, whatever it says.
import { ask } from "./columns.js";
import { element } from "./swatches.js";

const PRECISE = { 1: "the exact place", 2: "near it, within about 25 km", 3: "its district only", 4: "its province only", 5: "a line or an area", 6: "its country only", 7: "sea or air" };
const DATED = { 2: "within two to six days", 3: "a known week", 4: "a known month", 5: "longer than a month" };
const span = ([from, until]) => {
  const last = new Date(Date.parse(`${until}T00:00:00Z`) - 86400000).toISOString().slice(0, 10);
  return last === from ? from : `${from} to ${last}`;
};

export const rows = async (data, numbers) => (await ask(`/api/map/rows?version=${data.version}&numbers=${numbers.join(",")}`)).json();
export const rowOf = async (id) => (await ask(`/api/map/row?id=${encodeURIComponent(id)}`)).json();

export function deaths({ low, best, high }) {
  if (best === null) return "deaths not known";
  const word = best === 1 ? "death" : "deaths";
  return low === null || high === null || (low === best && high === best) ? `${best} ${word}` : `${best} ${word} (low ${low}, high ${high})`;
}

export function where(row) {
  const exact = row.where_prec ? PRECISE[row.where_prec] : row.radius_km ? `± ${row.radius_km} km` : "how exactly is not known";
  return `${[row.place, row.adm_1, row.country].filter(Boolean).join(", ") || "place not named"} · ${exact}`;
}

const line = (text, name = "p", kind = "") => element(name, kind ? { class: kind } : {}, text);

function reported(sources) {
  const offices = [...new Set(sources)];
  if (!offices.length) return "Who reported it is not in the data.";
  const reports = `${sources.length} ${sources.length === 1 ? "report" : "reports"}`;
  return `${reports}, ${offices.length === 1 ? "one office" : `${offices.length} offices`}: ${offices.slice(0, 4).join("; ")}${offices.length > 4 ? " and more" : ""}`;
}

export function eventCard(row) {
  const sources = row.sources ? row.sources.split(";").map((one) => one.trim()).filter(Boolean) : [];
  const heading = element("h2", {});
  heading.append(element("bdi", {}, row.read_as[0]), " – ", element("bdi", {}, row.read_as[1]));
  const link = element("a", { href: row.page }, "The row");
  const links = element("p", { class: "card-links" });
  links.append(link, ` · ${row.id}`);
  return [
    heading,
    line(`${span(row.date)}${DATED[row.date_prec] ? ` (${DATED[row.date_prec]})` : ""} · ${deaths(row)}`),
    line(where(row)),
    line(`In the data: ${[row.side_a, row.side_b].filter(Boolean).join(" – ")} · ${row.kind.replaceAll("_", " ")}`, "p", "small-note"),
    line(reported(sources), "p", "small-note"),
    links,
  ];
}

export function claimCard({ claim, name, km }, names) {
  const heading = element("h2", {});
  heading.append(`Claim: ${claim.kind.replaceAll("_", " ")}`);
  const quote = element("blockquote", { class: "said", dir: "auto" }, claim.quote);
  const link = element("a", { href: `/documents/${claim.document}#${claim.id}` }, "Read it in its text");
  const links = element("p", { class: "card-links" });
  links.append(link, ` · ${claim.status}`);
  const place = `${name}${km ? `, known to ± ${km} km` : ""}`;
  return [heading, quote, line(`${names.join(", ") || "nobody named"} · ${place}`), links];
}

// Why a claim has no mark: places as the case's JSON has them.
export function whyOff(places) {
  if (places.some((place) => place.lat !== null)) return "";
  return places.length ? `no coordinates known for ${places.map((place) => place.name).join(", ")}` : "no place stated";
}

export function claimDays(claim, iso) {
  return line(`Said to have happened ${claim.days[1] - claim.days[0] === 1 ? iso(claim.days[0]) : `${iso(claim.days[0])} until ${iso(claim.days[1])}`}`, "p", "small-note");
}

// A card beside its mark; on a narrow screen the style sheet makes it a sheet at the bottom.
export class Card {
  constructor(root, { closed }) {
    Object.assign(this, { root, closed });
    this.body = root.querySelector("div");
    root.querySelector(".card-close").addEventListener("click", () => closed());
    root.addEventListener("keydown", (event) => { if (event.key === "Escape") closed(); });
  }

  open(parts) {
    this.body.replaceChildren(...parts);
    this.root.hidden = false;
  }

  // Other rows at the same place change with the window; a button that has the focus stays as long as it can.
  steps(line) {
    const old = this.body.querySelector(".card-steps");
    if (old?.textContent === line?.textContent) return;
    old?.remove();
    if (line) this.body.append(line);
  }

  close() { this.root.hidden = true; }

  put({ x, y, r }, { width, height }) {
    const { offsetWidth: wide, offsetHeight: high } = this.root;
    const right = x + r + 14 + wide < width;
    const left = right ? x + r + 14 : Math.max(8, x - r - 14 - wide);
    this.root.style.left = `${Math.min(Math.max(8, left), Math.max(8, width - wide - 8))}px`;
    this.root.style.top = `${Math.max(8, Math.min(height - high - 8, y - 40))}px`;
  }
}
