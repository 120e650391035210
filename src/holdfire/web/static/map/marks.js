// Marks of events and claims on a canvas.
import { SIZES, diamond, imprecise, ring, sizeOf } from "./discs.js";

const MOST_NUMBERED = 400;
const MOST_SMOOTH = 1500; // marks that are drawn one by one, with smooth edges

const NUMBER = { textAlign: "left", textBaseline: "middle", lineWidth: 2.5 };

// Many marks: their pixels are written straight into one image, which no count of marks makes slow.
class Dense {
  draw(context, scene, ordered, { stamps, ratio }) {
    const { width, height } = context.canvas;
    if (!this.image || this.image.width !== width || this.image.height !== height) {
      this.image = new ImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
      this.covered = new Int32Array(width * height);
    }
    this.pixels.fill(0);
    this.covered.fill(0);
    const { data, screenX, screenY, deaths, shrunk } = scene;
    for (let n = 0; n < ordered.length; n += 1) {
      const group = ordered[n];
      const size = sizeOf(deaths[group], shrunk);
      const pair = data.group_pair[group];
      const x = Math.round(screenX[group] * ratio);
      const y = Math.round(screenY[group] * ratio);
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const look = stamps.key(pair, size, 0) + 1;
      const cell = (y >> 1) * width + (x >> 1); // the same mark two pixels on would change nothing that is seen
      if (this.covered[cell] === look) continue;
      this.covered[cell] = look;
      this.stamp(stamps.pixels(pair, size), x, y, width, height);
    }
    context.putImageData(this.image, 0, 0);
  }

  stamp({ reach, x, y, colour }, left, top, width, height) {
    const { pixels } = this;
    const inside = left >= reach && top >= reach && left + reach < width && top + reach < height;
    for (let n = 0; n < colour.length; n += 1) {
      const across = left + x[n];
      const down = top + y[n];
      if (inside || (across >= 0 && down >= 0 && across < width && down < height)) pixels[down * width + across] = colour[n];
    }
  }
}

const dense = new Dense();

// Draw what a scene has picked, the largest marks first.
export function drawMarks(context, scene, view, given) {
  const { stamps, colours, rings, ratio } = given;
  const { drawn, screenX, screenY, deaths, radius, data, shrunk } = scene;
  const ordered = bySize(scene);
  context.setTransform(1, 0, 0, 1, 0, 0);
  if (drawn > MOST_SMOOTH) dense.draw(context, scene, ordered, given);
  else {
    for (const group of ordered) {
      const { canvas, reach } = stamps.of(data.group_pair[group], sizeOf(deaths[group], shrunk), imprecise(radius[group]) ? 1 : 0);
      context.drawImage(canvas, Math.round(screenX[group] * ratio) - reach, Math.round(screenY[group] * ratio) - reach);
    }
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (rings && drawn <= MOST_SMOOTH) drawRings(context, scene, view, colours);
  if (drawn <= MOST_NUMBERED) drawNumbers(context, ordered, scene, colours);
  drawClaims(context, scene, colours);
}

// Claims on one place lie on each other: a number says how many, and the card leads through them.
function drawClaims(context, scene, colours) {
  for (const { claim, x, y } of scene.claimMarks) diamond(context, x, y, 7.5, claim.status === "accepted", colours);
  Object.assign(context, NUMBER, { font: `700 11px ${colours.font}`, strokeStyle: colours.surface, fillStyle: colours.ink });
  for (const here of scene.claimPlaces.values()) {
    if (here.length < 2) continue;
    context.strokeText(here.length, here[0].x + 9, here[0].y - 6);
    context.fillText(here.length, here[0].x + 9, here[0].y - 6);
  }
}

function drawRings(context, { inView, drawn, radius, screenX, screenY, data }, view, colours) {
  context.globalAlpha = 0.6;
  for (const group of inView.subarray(0, drawn)) {
    if (imprecise(radius[group])) ring(context, screenX[group], screenY[group], view.pixels(radius[group], data.group_lat[group]), colours, { wide: 0.8, dash: [3, 3] });
  }
  context.globalAlpha = 1;
}

function drawNumbers(context, ordered, { screenX, screenY, deaths, count, shrunk }, colours) {
  Object.assign(context, NUMBER, { font: `700 11px ${colours.font}`, strokeStyle: colours.surface, fillStyle: colours.ink });
  const written = [];
  for (const group of ordered) {
    if (count[group] < 2) continue;
    const r = SIZES[sizeOf(deaths[group], shrunk)];
    const at = [String(count[group]), screenX[group] + r + 2, screenY[group] - r * 0.6];
    if (written.some(([x, y]) => Math.abs(x - at[1]) < 14 && Math.abs(y - at[2]) < 11)) continue;
    written.push([at[1], at[2]]);
    context.strokeText(...at);
    context.fillText(...at);
  }
}

function bySize({ deaths, inView, drawn, shrunk }) {
  const starts = new Uint32Array(SIZES.length + 1);
  for (let n = 0; n < drawn; n += 1) starts[SIZES.length - sizeOf(deaths[inView[n]], shrunk)] += 1;
  for (let n = 1; n <= SIZES.length; n += 1) starts[n] += starts[n - 1];
  const ordered = new Uint32Array(drawn);
  for (let n = drawn - 1; n >= 0; n -= 1) ordered[(starts[SIZES.length - sizeOf(deaths[inView[n]], shrunk)] -= 1)] = inView[n];
  return ordered;
}
