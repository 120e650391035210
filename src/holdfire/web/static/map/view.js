// The map itself: Leaflet keeps place and zoom, three canvases over it hold ground, marks and what is pointed at.
import { palette } from "./colours.js";
import { diamond, radiusOf, ring, sizeOf } from "./discs.js";
import { drawMarks } from "./marks.js";
import { Stamps } from "./stamps.js";
import { latOf, lonOf, pixelsOf, worldX, worldY } from "./scene.js";
import { drawGround, drawLand, drawLines, drawNames } from "./shapes.js";

const REACH = 6; // px around a mark that still means it
const LAYERS = ["ground", "marks", "names", "pointed"];
const ONE_PLACE = 0.02; // degrees between marks that are no nearer looked at than
const CLOSEST = 10; // this zoom, so that something is seen around them

// Where the type is larger, all that is drawn is: a px of a drawing is so many of the page.
const enlarged = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

export class MapView {
  constructor(element, { scene, looks, labels, scale, at, moved }) {
    Object.assign(this, { element, scene, looks, labels, scale, moved, world: null, areas: [], ground: null, source: null, pair: null, rings: false });
    this.map = L.map(element, { zoomControl: false, attributionControl: false, zoomAnimation: false, fadeAnimation: false, inertia: false, trackResize: false, zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 1, maxZoom: 14, maxBounds: [[-85, -190], [85, 190]], wheelPxPerZoomLevel: 120 });
    this.canvases = LAYERS.map((name) => Object.assign(element.appendChild(document.createElement("canvas")), { className: `map-layer map-layer-${name}` }));
    this.paint();
    this.go(at);
    this.map.on("move zoom resize viewreset", () => this.draw());
    this.map.on("moveend zoomend resize", () => this.moved());
    new ResizeObserver(() => this.fit()).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.paint(); this.draw(); });
  }

  paint() {
    this.colours = palette(this.element, this.looks);
    this.large = enlarged();
    this.ratio = (devicePixelRatio || 1) * this.large;
    this.stamps = new Stamps(this.scene.data.pairs, this.looks, this.colours, this.ratio);
  }

  go(at) {
    if (at?.box) this.map.fitBounds(at.box, { reset: true });
    else if (at) this.map.setView([at.lat, at.lon], at.zoom, { reset: true });
    else {
      const around = L.latLngBounds(this.bounds());
      const one = around.getSouthWest().equals(around.getNorthEast(), ONE_PLACE);
      this.map.fitBounds(around, { padding: [28, 28], maxZoom: one ? CLOSEST : undefined, reset: true });
    }
  }

  // Another size keeps the middle to the digit: Leaflet would move it by whole pixels, off what the address says.
  fit() {
    const { x, y } = this.map.getSize();
    const { clientWidth: wide, clientHeight: high } = this.element;
    if ((wide === x && high === y) || !wide) return; // without a width it is not shown, and stays as it was
    const at = this.at();
    if (this.large !== enlarged()) this.paint();
    this.map.invalidateSize({ pan: false });
    this.go(at);
  }

  // Where nothing has a mark, the ground says where to look.
  bounds() {
    const { data } = this.scene;
    const claims = data.claims.flatMap((claim) => claim.places.filter((place) => place[1] !== null));
    const ground = this.ground && !data.group_lon.length ? this.ground.ground.flatMap((one) => one.parts) : [];
    const lons = [...data.group_lon, ...claims.map((place) => place[1]), ...ground.flatMap((one) => [lonOf(one.west), lonOf(one.east)])];
    const lats = [...data.group_lat, ...claims.map((place) => place[2]), ...ground.flatMap((one) => [latOf(one.north), latOf(one.south)])];
    const end = (values, way) => values.reduce((a, b) => (way * b > way * a ? b : a));
    return lons.length ? [[end(lats, -1), end(lons, -1)], [end(lats, 1), end(lons, 1)]] : [[-55, -150], [70, 170]];
  }

  view() {
    const corner = this.map.containerPointToLayerPoint([0, 0]).add(this.map.getPixelOrigin());
    const scale = 2 ** this.map.getZoom() / this.large;
    const { x: width, y: height } = this.map.getSize().divideBy(this.large);
    return { scale, left: corner.x / this.large, top: corner.y / this.large, width, height, ...this.window, pixels: (km, lat) => pixelsOf(km, lat, scale) };
  }

  // West, south, east, north in degrees.
  box() {
    const { left, top, width, height, scale } = this.view();
    return [lonOf(left / scale), latOf((top + height) / scale), lonOf((left + width) / scale), latOf(top / scale)];
  }

  worldBox() {
    const { left, top, width, height, scale } = this.view();
    return [left / scale, top / scale, (left + width) / scale, (top + height) / scale];
  }

  at() {
    const { lat, lng } = this.map.getCenter();
    return { lat, lon: lng, zoom: this.map.getZoom() };
  }

  context(n, view) {
    const canvas = this.canvases[n];
    const [wide, high] = [Math.round(view.width * this.ratio), Math.round(view.height * this.ratio)];
    if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, wide, high);
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    return context;
  }

  // A new window: only the marks change.
  step(window) {
    this.window = window;
    const view = this.view();
    this.scene.pick(window.from, window.until, view);
    drawMarks(this.context(1, view), this.scene, view, this);
    this.point(this.pointed, view);
    return this.scene;
  }

  draw() {
    this.drawBase();
    if (this.window) this.step(this.window);
    this.redrawn?.();
  }

  drawBase() {
    const view = this.view();
    const onto = this.context(0, view);
    drawLand(onto, view, this.world, this.colours);
    if (this.ground) drawGround(onto, view, this.ground, this);
    drawLines(onto, view, this.world, this.areas, this.colours);
    this.names = drawNames({ under: onto, over: this.context(2, view) }, view, this.world, this.labels, this.colours);
    this.measure(view);
  }

  // A bar of a round number of kilometres, true at the middle of the view.
  measure(view) {
    const pixels = view.pixels(1, this.map.getCenter().lat);
    const wanted = 110 / pixels;
    const power = 10 ** Math.floor(Math.log10(wanted));
    const km = power * [5, 2, 1].find((times) => power * times <= wanted);
    this.scale.style.width = `${(km * pixels * this.large).toFixed(1)}px`;
    this.scale.textContent = `${km.toLocaleString("en")} km`;
  }

  // What lies at a point of the page: a claim first, since it is drawn on top, then the nearest mark that reaches it.
  find(across, down) {
    const [x, y] = [across / this.large, down / this.large];
    const claim = this.scene.claimMarks.findLast((mark) => Math.abs(mark.x - x) + Math.abs(mark.y - y) < 12);
    if (claim) return { claim };
    let [best, away] = [null, Infinity];
    const { inView, drawn, screenX, screenY, deaths, shrunk } = this.scene;
    for (let n = 0; n < drawn; n += 1) {
      const group = inView[n];
      const distance = Math.hypot(screenX[group] - x, screenY[group] - y) - radiusOf(sizeOf(deaths[group], shrunk));
      if (distance < REACH && distance < away) [best, away] = [group, distance];
    }
    return best === null ? null : { group: best };
  }

  point(what, view = this.view()) {
    this.pointed = what;
    const context = this.context(3, view);
    for (const one of [this.chosen, what].flat()) { // a claim may lie at several places
      const at = one && this.place(one, view);
      if (!at) continue;
      if (at.km) ring(context, at.x, at.y, view.pixels(at.km, at.lat), this.colours, { wide: 1.5, dash: [6, 4] });
      ring(context, at.x, at.y, at.r + 3.5, this.colours, { wide: 2.5, dash: [] });
      if (one.claim) diamond(context, at.x, at.y, 7.5, one.claim.claim.status === "accepted", this.colours);
    }
  }

  // Where a mark stands on the page, for what is put beside it.
  onPage(one) {
    const { x, y, r } = this.place(one);
    return { x: x * this.large, y: y * this.large, r: r * this.large };
  }

  place(one, view = this.view()) {
    const on = (x, y) => ({ x: x * view.scale - view.left, y: y * view.scale - view.top });
    if (one.claim) return { ...on(worldX(one.claim.lon), worldY(one.claim.lat)), r: 8, km: one.claim.km, lat: one.claim.lat };
    const { scene } = this;
    const there = scene.stamp[one.group] === scene.epoch;
    return { ...on(scene.x[one.group], scene.y[one.group]), r: there ? radiusOf(sizeOf(scene.deaths[one.group], scene.shrunk)) : 4, km: one.km ?? (there ? scene.radius[one.group] : 0), lat: scene.data.group_lat[one.group] };
  }
}
