// The equals of the canvas: a table of all that is shown, and a list of what has no place on a map.
import { deaths, rows, where, whyOff } from "./card.js";
import { ask } from "./columns.js";
import { iso } from "./days.js";
import { element } from "./swatches.js";

const PAGE = 100;

function cell(...content) {
  const made = element("td", {});
  made.append(...content);
  return made;
}

export class Table {
  constructor(root, { data, scene, choose }) {
    Object.assign(this, { root, data, scene, choose, shown: PAGE });
    this.body = root.querySelector("tbody");
    this.more = root.querySelector("button.more");
    this.more.addEventListener("click", () => { this.shown += PAGE; this.draw(); });
  }

  // Claims first, then events in the order of their days.
  async draw() {
    const { scene, data } = this;
    const turn = (this.turn = (this.turn || 0) + 1);
    const numbers = scene.rowsInView(this.shown);
    const found = numbers.length ? await rows(data, numbers.slice(-500)).then(async (last) => [...(numbers.length > 500 ? await this.chunks(numbers.slice(0, -500)) : []), ...last]) : [];
    if (turn !== this.turn) return;
    const claims = [...new Map(scene.claimMarks.map((mark) => [mark.claim.id, mark])).values()];
    this.body.replaceChildren(...claims.map((mark) => this.claim(mark)), ...found.map((row) => this.event(row)));
    const total = scene.shown + claims.length;
    this.root.querySelector(".table-count").textContent = `${(found.length + claims.length).toLocaleString("en")} of ${total.toLocaleString("en")} in this window and view`;
    this.more.hidden = found.length >= scene.shown;
  }

  async chunks(numbers) {
    const found = [];
    for (let n = 0; n < numbers.length; n += 500) found.push(...await rows(this.data, numbers.slice(n, n + 500)));
    return found;
  }

  opener(text, work) {
    const button = element("button", { type: "button", class: "row-open" }, text);
    button.addEventListener("click", work);
    return button;
  }

  claim(mark) {
    const line = element("tr", {});
    const { claim, name } = mark;
    const quote = element("bdi", {}, claim.quote);
    line.append(cell(this.opener(iso(claim.days[0]), () => this.choose({ claim: mark }))), cell(`Claim: ${claim.kind.replaceAll("_", " ")}`), cell(quote), cell(name), cell(element("a", { href: `/documents/${claim.document}#${claim.id}` }, claim.status)));
    return line;
  }

  event(row) {
    const line = element("tr", {});
    const sides = element("bdi", {}, row.read_as.join(" – "));
    const link = element("a", { href: row.page }, row.id);
    line.append(cell(this.opener(row.date[0], () => this.choose({ row: row.number }))), cell(sides), cell(deaths(row)), cell(where(row)), cell(link));
    return line;
  }
}

export async function listOff(dialog, data) {
  const off = (await (await ask("/api/map?limit=0")).json()).not_on_map;
  const item = (text, address, after) => {
    const made = element("li", {});
    made.append(element("a", { href: address }, text), element("span", { class: "small-note" }, ` ${after}`));
    return made;
  };
  dialog.querySelector("ul").replaceChildren(
    ...off.claims.map((claim) => item(`“${claim.quote}”`, claim.page, [claim.date ? null : "no date", whyOff(claim.places)].filter(Boolean).join(", "))),
    ...off.events.map((row) => item(`${row.date[0]}: ${row.read_as.join(" – ")}`, row.page, `${row.place || row.adm_1 || row.country || "no place named"}: no coordinates in the data`)),
  );
  dialog.querySelector("p").textContent = `${(off.claims.length + off.events.length).toLocaleString("en")} of ${(data.day.length + data.claims.length).toLocaleString("en")}: nothing is dropped, but these have no place or no date to draw.`;
  dialog.showModal();
}
