// What is chosen: a row or a claim, its card, the next one in time. Back undoes a choice.
import { app, keep, part, say, step } from "./app.js";
import { claimCard, claimDays, eventCard, rowOf, rows } from "./card.js";
import { OFF_MAP } from "./columns.js";
import { iso } from "./days.js";
import { pointing } from "./pointing.js";
import { element } from "./swatches.js";

const AROUND = 30; // days
const NEAR = 9; // zoom

export class Chooser {
  // Keys may ask for the next row before this one's words are here: the last one asked for is the one chosen.
  aimed = null;

  async choose(what, push = true) {
    const { state, view, card, data } = app;
    this.aimed = what?.row ?? what?.record?.number ?? null;
    if (!what) {
      view.chosen = null;
      state.chosen = null;
      card.close();
    } else if (what.claim) {
      const { claim } = what.claim;
      view.chosen = what;
      state.chosen = claim.id;
      card.open([...claimCard(what.claim, claim.actors.map((n) => data.actors[n].name)), ...(claim.days ? [claimDays(claim, iso)] : [])]);
      this.follow();
    } else {
      const [row] = what.record ? [what.record] : await rows(data, [what.row]);
      if (this.aimed !== row.number) return;
      const group = data.group[row.number];
      view.chosen = group === OFF_MAP ? null : { group, km: row.radius_km, row: row.number };
      state.chosen = row.id;
      card.open(eventCard(row));
      this.follow();
    }
    view.point(null);
    this.beside();
    if (push) keep(true);
  }

  beside() {
    const { view, card } = app;
    const { clientWidth: width, clientHeight: height } = view.element;
    if (view.chosen && !card.root.hidden) card.put(view.onPage(view.chosen), { width, height });
  }

  // What else is at the chosen place changes with the window.
  follow() {
    const { view, card, scene } = app;
    const { row, group, claim } = view.chosen || {};
    if (row !== undefined) card.steps(this.steps(scene.rowsOf(group).map((one) => ({ row: one })), (one) => one.row === row));
    if (claim) card.steps(this.steps(scene.claimsAt(claim).map((one) => ({ claim: one })), (one) => one.claim.claim === claim.claim));
  }

  steps(here, chosen) {
    const at = here.findIndex(chosen);
    if (here.length < 2 || at < 0) return null;
    const line = element("p", { class: "card-steps" });
    const button = (words, label, to) => {
      const made = element("button", { type: "button", "aria-label": label }, words);
      made.addEventListener("click", () => this.choose(here[(at + to + here.length) % here.length]));
      return made;
    };
    line.append(button("‹", "The one before, here", -1), ` ${at + 1} of ${here.length} here in this window `, button("›", "The next one, here", 1));
    return line;
  }

  async restore() {
    const { state, data } = app;
    if (!state.chosen) { await this.choose(null, false); return; }
    const claim = data.claims.find((one) => one.id === state.chosen);
    if (claim) {
      const place = claim.places.find((one) => one[1] !== null);
      if (place) {
        const [name, lon, lat, km] = place;
        if (claim.days) this.around(claim.days, { lat, lon });
        await this.choose({ claim: { claim, name, lon, lat, km } }, false);
      } else say("This claim has no place on the map.");
      return;
    }
    try {
      const record = await rowOf(state.chosen);
      const day = app.data.day[record.number];
      this.around([day, day + 1], record.lat === null ? null : record);
      await this.choose({ record }, false);
    } catch (error) { say(error.message); }
  }

  // An address that names a mark and nothing else means: there and then.
  around([since, until], at) {
    if (!app.state.bare) return;
    app.state.bare = false;
    step({ from: since - AROUND, until: until + AROUND });
    if (at) app.view.go({ lat: at.lat, lon: at.lon, zoom: NEAR });
  }

  // Forth (1) or back (-1) in time from what is chosen, else from the edge of the window; the window follows.
  async next(way) {
    const { state, view, scene, data, timeline } = app;
    const from = this.aimed ?? (way > 0 ? scene.low - 1 : scene.high);
    const row = scene.nextRow(from, way, view.worldBox());
    say(row !== null ? "" : way > 0 ? "No later event with these filters." : "No earlier event with these filters.");
    if (row === null) return;
    const day = data.day[row];
    if (day < state.from || day >= state.until) step(timeline.shifted(way > 0 ? day : day - (state.until - state.from) + 1));
    const group = data.group[row];
    const { x, y } = view.place({ group });
    const { width, height } = view.view();
    if (x < 0 || y < 0 || x > width || y > height) view.map.panTo([data.group_lat[group], data.group_lon[group]], { animate: false });
    await this.choose({ row });
  }
}

function inShort({ group, claim }) {
  const { scene, data } = app;
  if (claim) return `Claim: ${claim.claim.kind.replaceAll("_", " ")}, ${claim.name}`;
  const sides = data.pairs[data.group_pair[group]].map((n) => data.actors[n].name);
  const [events, deaths] = [scene.count[group], scene.deaths[group]];
  return `${sides.join(" – ")}: ${events} ${events === 1 ? "event" : "events"}, ${deaths} ${deaths === 1 ? "death" : "deaths"}`;
}

// The mouse: a click beside everything undoes the choice.
export function choosing(chooser) {
  const { view, scene } = app;
  const clicked = (what) => {
    if (what) chooser.choose(what.claim ? what : { row: scene.rowsOf(what.group)[0] });
    else if (app.state.chosen) chooser.choose(null);
  };
  pointing(view, { named: inShort, clicked });
  part("map-previous").addEventListener("click", () => chooser.next(-1));
  part("map-next").addEventListener("click", () => chooser.next(1));
}
