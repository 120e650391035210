// Which rows and claims are shown: typed arrays in, counts and marks out. No drawing, no document.
import { OFF_MAP } from "./columns.js";
import { shrunkAt } from "./discs.js";

const HALF = 128;
export const worldX = (lon) => ((lon + 180) / 360) * 256;
export const worldY = (lat) => HALF - (HALF / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (Math.max(-85, Math.min(85, lat)) * Math.PI) / 360));
export const lonOf = (x) => (x / 256) * 360 - 180;
export const latOf = (y) => (Math.atan(Math.exp(((HALF - y) * Math.PI) / HALF)) * 360) / Math.PI - 90;
const KM_A_WORLD = 40075.017;
export const pixelsOf = (km, lat, scale) => (km / (KM_A_WORLD * Math.cos((lat * Math.PI) / 180))) * 256 * scale;

function firstAtOrAfter(sorted, day) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class Scene {
  constructor(data) {
    const groups = data.group_pair.length;
    Object.assign(this, { data, groups, marks: 0, epoch: 0 });
    this.x = Float64Array.from(data.group_lon, worldX);
    this.y = Float64Array.from(data.group_lat, worldY);
    this.stamp = new Uint32Array(groups);
    this.count = new Uint32Array(groups);
    this.deaths = new Float32Array(groups);
    this.radius = new Float32Array(groups);
    this.touched = new Uint32Array(groups);
    this.inView = new Uint32Array(groups);
    this.screenX = new Int32Array(groups);
    this.screenY = new Int32Array(groups);
    this.pairWanted = new Uint8Array(data.pairs.length).fill(1);
    this.kindWanted = new Uint8Array(data.kinds.length).fill(1);
    const unplaced = data.claims.filter((claim) => !claim.days || claim.places.every((place) => place[1] === null));
    this.offMap = data.group.reduce((sum, group) => sum + (group === OFF_MAP), unplaced.length);
  }

  filter({ actors, both, kinds, families }) {
    const { data } = this;
    const wanted = data.actors.map((actor) => !actors || actors.has(actor.label));
    data.pairs.forEach(([one, other], n) => { this.pairWanted[n] = both ? wanted[one] && wanted[other] : wanted[one] || wanted[other]; });
    data.kinds.forEach((kind, n) => { this.kindWanted[n] = !kinds || kinds.has(kind); });
    this.claimWanted = data.claims.map((claim) => {
      const among = claim.actors.filter((n) => wanted[n]).length;
      const least = both ? Math.max(1, Math.min(2, claim.actors.length)) : 1;
      return (!families || families.has(claim.family)) && (!actors || among >= least);
    });
  }

  wants(row) {
    const { data } = this;
    return data.group[row] !== OFF_MAP && this.pairWanted[data.pair[row]] && this.kindWanted[data.kind[row]];
  }

  // One pass over the slice of the window, one over the positions that it touches.
  pick(from, until, view) {
    const { data, stamp, count, deaths, radius, touched, pairWanted, kindWanted } = this;
    const [low, high] = [firstAtOrAfter(data.day, from), firstAtOrAfter(data.day, until)];
    const epoch = ++this.epoch;
    let marks = 0;
    for (let row = low; row < high; row += 1) {
      if (!pairWanted[data.pair[row]] || !kindWanted[data.kind[row]]) continue;
      const group = data.group[row];
      if (group === OFF_MAP) continue;
      if (stamp[group] !== epoch) {
        stamp[group] = epoch;
        touched[marks++] = group;
        count[group] = deaths[group] = radius[group] = 0;
      }
      count[group] += 1;
      deaths[group] += data.best[row];
      if (data.radius[row] > radius[group]) radius[group] = data.radius[row];
    }
    Object.assign(this, { low, high });
    return this.place(marks, view);
  }

  place(marks, view) {
    const { data, touched, count, inView, screenX, screenY } = this;
    const { scale, left, top, width, height } = view;
    const byPair = new Uint32Array(data.pairs.length);
    let shown = 0;
    let drawn = 0;
    let inWindow = 0;
    for (let n = 0; n < marks; n += 1) {
      const group = touched[n];
      inWindow += count[group];
      const x = this.x[group] * scale - left;
      const y = this.y[group] * scale - top;
      if (x < 0 || y < 0 || x > width || y > height) continue;
      screenX[group] = x;
      screenY[group] = y;
      inView[drawn++] = group;
      shown += count[group];
      byPair[data.group_pair[group]] += count[group];
    }
    Object.assign(this, { drawn, shown, inWindow, byPair, shrunk: shrunkAt(scale) });
    return this.placeClaims(view);
  }

  claimsIn(from, until) {
    return this.data.claims.filter((claim, n) => this.claimWanted[n] && claim.days && claim.days[0] < until && claim.days[1] > from);
  }

  placeClaims({ from, until, scale, left, top, width, height }) {
    this.claimMarks = this.claimsIn(from, until).flatMap((claim) => claim.places
      .filter((place) => place[1] !== null)
      .map(([name, lon, lat, km]) => ({ claim, name, lon, lat, km, x: worldX(lon) * scale - left, y: worldY(lat) * scale - top })))
      .filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
    this.claimPlaces = new Map();
    for (const mark of this.claimMarks) {
      const here = this.claimsAt(mark);
      if (!here.length) this.claimPlaces.set(`${mark.lon} ${mark.lat}`, here);
      here.push(mark);
    }
    this.claimsShown = new Set(this.claimMarks.map((mark) => mark.claim)).size;
    return this;
  }

  claimsAt({ lon, lat }) { return this.claimPlaces.get(`${lon} ${lat}`) || []; }

  rowsOf(group) {
    const rows = [];
    for (let row = this.low; row < this.high; row += 1) {
      if (this.data.group[row] === group && this.kindWanted[this.data.kind[row]]) rows.push(row);
    }
    return rows;
  }

  rowsInView(most) {
    const seen = new Set(this.inView.subarray(0, this.drawn));
    const rows = [];
    for (let row = this.low; row < this.high && rows.length < most; row += 1) {
      if (seen.has(this.data.group[row]) && this.kindWanted[this.data.kind[row]]) rows.push(row);
    }
    return rows;
  }

  // The next row in time that the filters let through: in view where there is one, else anywhere.
  nextRow(from, way, box) {
    const { data } = this;
    let any = null;
    for (let row = from + way; row >= 0 && row < data.day.length; row += way) {
      if (!this.wants(row)) continue;
      const [x, y] = [this.x[data.group[row]], this.y[data.group[row]]];
      if (x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]) return row;
      any ??= row;
    }
    return any;
  }

  // Rows by the time steps of a histogram, whatever the window and the view.
  histogram(edges) {
    const bars = new Uint32Array(edges.length - 1);
    const { data } = this;
    let bar = 0;
    for (let row = 0; row < data.day.length; row += 1) {
      while (bar < bars.length - 1 && data.day[row] >= edges[bar + 1]) bar += 1;
      if (this.kindWanted[data.kind[row]] && this.pairWanted[data.pair[row]]) bars[bar] += 1;
    }
    return bars;
  }
}
