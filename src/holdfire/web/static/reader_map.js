// Beside a text, where there is room for it: where its claims lie. The claim that the address names is in the middle.
import { background } from "./map/background.js";
import { whyOff } from "./map/card.js";
import { ask } from "./map/columns.js";
import { pointing, zooming } from "./map/pointing.js";
import { Scene, worldX, worldY } from "./map/scene.js";
import { MapView } from "./map/view.js";
import { named } from "./selection.js";

const BESIDE = 14; // px: names stand clear of the marks
const DAY = { from: 0, until: 1 }; // a text is read without a time line: all of its claims lie in one day
const NOTHING = { day: [], group: [], pair: [], best: [], radius: [], kind: [], group_lon: [], group_lat: [], group_pair: [], actors: [], pairs: [], kinds: [] };
const pane = document.querySelector(".where-pane");
const part = (name) => document.getElementById(name);

function library() {
  return new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: "/static/leaflet/leaflet.js", onload: done });
    script.onerror = () => failed(new Error("the library that draws it did not come"));
    document.head.append(script);
  });
}

class Where {
  async begin() {
    await this.read();
    const labels = new Map([...this.marks.values()].flat().map(({ name, lon, lat }) => [`${name} ${lon} ${lat}`, { name, level: "place", room: BESIDE, x: worldX(lon), y: worldY(lat) }]));
    this.view = new MapView(part("map"), { scene: this.scene, looks: [], labels: [...labels.values()], scale: part("map-scale"), at: null, moved: () => {} });
    this.zoom = this.view.map.getZoom();
    this.view.map.on("zoomend", () => { if (!this.moving) this.zoom = this.view.map.getZoom(); });
    this.view.window = DAY;
    zooming(this.view);
    pointing(this.view, { named: (what) => this.inShort(what.claim), clicked: (what) => { if (what) this.choose(what.claim); } });
    addEventListener("hashchange", () => this.follow());
    addEventListener("reviewed", () => this.again().catch((error) => { part("map-message").textContent = error.message; }));
    this.view.draw();
    this.follow();
    pane.dataset.drawn = "";
    part("map-message").textContent = await background(this.view, () => {
      part("map-credit").textContent = this.view.world ? `${this.view.world.credit}; no legal statement` : "";
      this.view.draw();
    });
  }

  // Rejected claims are no marks here, as they are none on the map.
  async read() {
    const folder = location.pathname.split("/")[2];
    this.claims = await (await ask(`/api/claims?document=${folder}`)).json();
    const drawn = this.claims.filter((claim) => claim.status !== "rejected" && !whyOff(claim.places)).map((claim) => (
      { ...claim, days: [DAY.from, DAY.until], actors: [], places: claim.places.map((place) => [place.name, place.lon, place.lat, place.radius_km]) }));
    this.marks = new Map(drawn.map((claim) => [claim.id, claim.places.filter((place) => place[1] !== null).map(([name, lon, lat, km]) => ({ claim, name, lon, lat, km }))]));
    this.scene = new Scene({ ...NOTHING, claims: drawn });
    this.scene.filter({});
    const [on, of] = [drawn.length, this.claims.length];
    part("where-count").textContent = `${on.toLocaleString("en")} of ${of.toLocaleString("en")} ${of === 1 ? "claim" : "claims"} on the map`;
  }

  async again() {
    await this.read();
    Object.assign(this.view, { scene: this.scene, pointed: null });
    this.tell();
    this.view.step(DAY);
  }

  // What was clicked on the map stays where it is; a click in the text or on a card brings its place to the middle.
  follow() {
    const here = this.tell();
    if (here.length && !this.clicked) this.go(here);
    else this.view.point(null);
    this.clicked = false;
  }

  tell() {
    const here = this.marks.get(named()) || [];
    this.view.chosen = here.map((mark) => ({ claim: mark }));
    part("where-chosen").textContent = here.length ? here.map(({ name, km }) => (km ? `${name}, ± ${km} km` : name)).join("; ") : this.missing();
    return here;
  }

  missing() {
    const claim = this.claims.find((one) => one.id === named());
    if (!claim) return "Choose a claim in the text, or a mark.";
    return `Not on the map: ${whyOff(claim.places) || "rejected"}.`;
  }

  // With all of its places and how far they may be off in view; no closer than the reader had it.
  go(here) {
    const around = here.map(({ lon, lat, km }) => L.latLng(lat, lon).toBounds(2000 * (km || 0)));
    this.moving = true;
    this.view.map.fitBounds(around.reduce((all, one) => all.extend(one)), { maxZoom: this.zoom, padding: [28, 28], reset: true });
    this.moving = false;
  }

  // Claims at one place lie on each other: clicks lead through them.
  choose(mark) {
    const here = this.scene.claimsAt(mark).map((one) => one.claim.id);
    const next = here[(here.indexOf(named()) + 1) % here.length];
    if (next === named()) return;
    this.clicked = true;
    location.hash = next;
  }

  inShort(mark) {
    const here = this.scene.claimsAt(mark);
    return here.length > 1 ? `${here.length} claims, ${mark.name}` : `Claim: ${mark.claim.kind.replaceAll("_", " ")}, ${mark.name}`;
  }
}

let begun = false;
export async function begin() {
  if (begun) return;
  begun = true;
  try {
    await library();
    await new Where().begin();
  } catch (error) {
    part("map-message").textContent = `The map could not be made: ${error.message}`;
  }
}
