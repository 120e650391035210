// Beside the map: how much is shown, who is who, filters, and what the ground says.
import { DISPUTED, ERROR, NO_COVERAGE } from "./colours.js";
import { iso } from "./days.js";
import { chooserOf } from "./own_colours.js";
import { discOf, element, frontOf, patterned } from "./swatches.js";

const MOST_PAIRS = 7;
const SPOKEN_AFTER = 1200; // ms without a change
const KINDS = { state_based: "fighting with a state", non_state: "fighting without a state", one_sided: "violence against civilians", battle: "battle", remote_violence: "strikes and shelling", protest: "protest", riot: "riot", strategic: "strategic" };
const FAMILIES = { violence: "fighting", territory: "ground", movement: "movement", cooperation: "dealing", absence: "absence", other: "other" };
const number = (value) => value.toLocaleString("en");
const counted = (value, one) => `${number(value)} ${one}${value === 1 ? "" : "s"}`;
const part = (name) => document.getElementById(name);

export class Panel {
  constructor({ data, looks, state, changed }) {
    Object.assign(this, { data, looks, state, changed });
    this.kinds(part("map-kinds"), Object.fromEntries(data.kinds.map((kind) => [kind, KINDS[kind] || kind])), "kinds");
    const families = Object.keys(FAMILIES).filter((family) => data.claims.some((claim) => claim.family === family));
    this.kinds(part("map-families"), Object.fromEntries(families.map((family) => [family, FAMILIES[family]])), "families");
    part("map-actors").addEventListener("toggle", () => this.actors(), { once: true });
    if (state.actors) part("map-actors").open = true;
    part("map-find").addEventListener("input", (event) => this.find(event.target.value));
    part("map-both").checked = state.both;
    part("map-both").addEventListener("change", (event) => this.changed({ both: event.target.checked }));
    part("map-all").addEventListener("click", () => this.changed({ actors: null, both: false }));
    part("map-rings").checked = state.rings;
    part("map-rings").addEventListener("change", (event) => this.changed({ rings: event.target.checked }));
    this.sources();
    const left = [data.counted_once ? `${counted(data.counted_once, "row")} of other data sets tell of events that are shown, and count once.` : "", data.rejected ? `${counted(data.rejected, "rejected claim")} left out.` : ""];
    part("map-left").textContent = left.join(" ").trim();
  }

  kinds(root, words, key) {
    const all = Object.keys(words);
    root.hidden = all.length < 1;
    root.querySelector("div").replaceChildren(...all.map((name) => {
      const label = element("label", {}, "");
      const box = label.appendChild(element("input", { type: "checkbox", value: name }));
      box.checked = !this.state[key] || this.state[key].has(name);
      box.addEventListener("change", () => {
        const chosen = [...root.querySelectorAll("div input:checked")].map((one) => one.value);
        this.changed({ [key]: chosen.length === all.length ? null : new Set(chosen) });
      });
      label.append(` ${words[name]}`);
      return label;
    }));
  }

  actors() {
    const list = part("map-actor-list");
    list.replaceChildren(...this.data.actors.map((actor, n) => {
      const row = element("div", { class: "actor-row" }, "");
      row.dataset.name = actor.name.toLowerCase();
      const label = row.appendChild(element("label", {}, ""));
      const box = label.appendChild(element("input", { type: "checkbox", value: actor.label }));
      box.checked = Boolean(this.state.actors?.has(actor.label));
      box.addEventListener("change", () => {
        const chosen = new Set([...list.querySelectorAll("input:checked")].map((one) => one.value));
        this.changed({ actors: chosen.size ? chosen : null });
      });
      label.append(discOf([this.looks[n], this.looks[n]]), element("bdi", { class: "name" }, actor.name), element("span", { class: "number" }, number(actor.events)));
      if (actor.one) row.append(...chooserOf(actor, this.looks[n]));
      return row;
    }));
  }

  find(text) {
    const wanted = text.trim().toLowerCase();
    for (const row of part("map-actor-list").children) row.hidden = !row.dataset.name.includes(wanted);
  }

  // What the filters say, where something else than their own boxes changed them.
  follow(state) {
    this.state = state;
    for (const box of part("map-actor-list").querySelectorAll("input")) box.checked = Boolean(state.actors?.has(box.value));
    for (const [root, key] of [["map-kinds", "kinds"], ["map-families", "families"]]) {
      for (const box of part(root).querySelectorAll("div input")) box.checked = !state[key] || state[key].has(box.value);
    }
    part("map-both").checked = state.both;
    part("map-rings").checked = state.rings;
    part("map-all").hidden = !state.actors;
    part("map-actor-word").textContent = state.actors ? counted(state.actors.size, "actor") : "all";
  }

  sources() {
    const chooser = part("map-source");
    chooser.parentElement.hidden = this.data.ground.length < 2;
    chooser.append(...this.data.ground.map((one) => element("option", { value: one.source }, one.source)));
    chooser.value = this.state.source || "";
    chooser.addEventListener("change", () => this.changed({ source: chooser.value || null }));
  }

  count(scene, { from, until }) {
    const [rows, claims] = [this.data.day.length, this.data.claims.length];
    part("map-count").textContent = rows ? `${number(scene.shown)} of ${number(rows)} shown` : claims ? `${number(scene.claimsShown)} of ${number(claims)} claims shown` : "Ground alone";
    const off = scene.offMap;
    part("map-off").textContent = `not on the map: ${number(off)}`;
    part("map-off").parentElement.hidden = !off;
    part("map-shown-claims").textContent = this.data.claims.length && rows ? `${counted(scene.claimsShown, "claim")} of ${number(this.data.claims.length)}` : "";
    part("map-why").textContent = this.why(scene, from, until);
    part("map-why").hidden = !part("map-why").textContent;
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => { part("map-said").textContent = `${part("map-count").textContent}, ${iso(from)} until ${iso(until)}. ${part("map-why").textContent}`; }, SPOKEN_AFTER);
    this.pairs(scene);
  }

  // No event is told from no coverage.
  why(scene, from, until) {
    if (!this.data.day.length) return "This case has no event data: nobody looked. Import some to see what was recorded.";
    const days = this.data.looked.reduce((sum, one) => Math.max(sum, Math.min(until, one.days[1]) - Math.max(from, one.days[0])), 0);
    if (days <= 0) return "No data set covers this window: nobody looked. That is not the same as no event.";
    if (scene.shown) return "";
    return scene.inWindow ? "No event in this view. There are some elsewhere on the map." : "No event recorded in this window with these filters, though the data cover it.";
  }

  pairs(scene) {
    const ranked = [...scene.byPair.keys()].filter((n) => scene.byPair[n]).sort((a, b) => scene.byPair[b] - scene.byPair[a]);
    const listed = ranked.slice(0, MOST_PAIRS);
    const rest = ranked.slice(MOST_PAIRS).reduce((sum, n) => sum + scene.byPair[n], 0);
    const shownNow = JSON.stringify([listed, listed.map((n) => scene.byPair[n]), rest, this.state.both, [...(this.state.actors || [])]]);
    if (shownNow === this.pairsShown) return;
    this.pairsShown = shownNow;
    const focused = document.activeElement?.dataset?.pair;
    part("map-pairs").replaceChildren(...listed.map((n) => this.pair(n, scene.byPair[n])), ...(rest ? [this.rest(ranked.length - MOST_PAIRS, rest)] : []));
    if (focused) part("map-pairs").querySelector(`[data-pair="${focused}"]`)?.focus();
  }

  pair(n, times) {
    const sides = this.data.pairs[n];
    const labels = [...new Set(sides.map((side) => this.data.actors[side].label))];
    const { actors, both } = this.state;
    const chosen = Boolean(both && actors && actors.size === labels.length && labels.every((label) => actors.has(label)));
    const item = element("li", {});
    const button = item.appendChild(element("button", { type: "button", class: "pair", "aria-pressed": chosen, "data-pair": n }));
    button.append(discOf(sides.map((side) => this.looks[side])), element("bdi", { class: "name" }, sides.map((side) => this.data.actors[side].name).join(" – ")), element("span", { class: "number" }, number(times)));
    button.addEventListener("click", () => this.changed(chosen ? { actors: null, both: false } : { actors: new Set(labels), both: true }));
    return item;
  }

  rest(pairs, times) {
    const item = element("li", { class: "rest" });
    item.append(element("span", { class: "name" }, `${number(pairs)} other ${pairs === 1 ? "pair" : "pairs"}`), element("span", { class: "number" }, number(times)));
    return item;
  }

  ground(now, source, error = "") {
    const held = now ? now.ground.filter((one) => !source || one.source === source) : [];
    const holders = [...new Set(held.map((one) => one.holder))].sort((a, b) => (a ?? Infinity) - (b ?? Infinity));
    const items = holders.map((holder) => [holder === null ? patterned({ size: 8, lines: [], dots: [] }, null) : patterned(this.looks[holder].pattern || NO_COVERAGE, this.looks[holder]), holder === null ? "nobody’s, or of several" : this.data.actors[holder].name]);
    if (this.data.ground.length) items.push([patterned(NO_COVERAGE, null, { colour: "hatch-none" }), "no coverage: nobody looked"]);
    if (now?.disputed.length && !source) items.push([patterned(DISPUTED, null, { colour: "hatch-ink" }), `sources disagree: ${number(now.disputed.reduce((sum, one) => sum + one.km2, 0))} km²`]);
    const fronts = now ? now.fronts.filter((one) => !source || one.source === source) : [];
    const chosen = fronts.filter((one) => this.pairOf?.length === 2 && one.sides.every((side) => this.pairOf.includes(side)));
    if (fronts.length) items.push([frontOf(), chosen.length ? `front of the chosen pair, ${number(Math.round(chosen.reduce((sum, one) => sum + one.km, 0)))} km` : "front between two holders"]);
    const errors = [...new Set(fronts.flatMap((one) => one.errors.map((error) => error.km)))];
    if (errors.length) items.push([patterned(ERROR, null, { colour: "hatch-ink" }), `front known to ± ${errors.length > 1 ? `${Math.min(...errors)} to ${Math.max(...errors)}` : errors[0]} km`]);
    part("map-holders").replaceChildren(...items.map(([swatch, words]) => {
      const item = element("li", {});
      item.append(swatch, element("bdi", { class: "name" }, words));
      return item;
    }));
    part("map-ground-note").textContent = error || this.groundNote(now, held);
  }

  groundNote(now, held) {
    if (!this.data.ground.length) return "This case has no control map. With one, ground and fronts are drawn, and more can be tested.";
    if (!now) return "";
    if (!held.length && !now.places.length) return `No map for ${now.on}: nobody looked.`;
    const until = now.until ? `until ${now.until}` : "on";
    return `As drawn for ${now.on}, the window’s last day; so from ${now.since ?? "the start"} ${until}. Source: ${[...new Set(held.map((one) => one.source))].join("; ")}.`;
  }
}
