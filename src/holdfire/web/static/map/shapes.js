// The ground under the marks: coasts and borders, imported outlines, who holds what, fronts, what nobody looked at.
import { ask } from "./columns.js";
import { DISPUTED, ERROR, NO_COVERAGE, filling } from "./colours.js";
import { pixelsOf, latOf, worldX, worldY } from "./scene.js";

const FONT = 11;
const ROOM = 6; // px between a place and its name

export async function outlines() {
  const buffer = await (await ask("/static/map/world.bin")).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const bytes = new Uint8Array(buffer, 4 + length);
  let at = 0;
  const next = () => {
    let number = 0;
    for (let shift = 0, byte = 128; byte & 128; shift += 7) {
      byte = bytes[at++];
      number |= (byte & 127) << shift;
    }
    return (number >>> 1) ^ -(number & 1);
  };
  const arcs = head.points.map((points) => {
    const line = new Float64Array(2 * points);
    for (let n = 0, x = 0, y = 0; n < points; n += 1) {
      x += next();
      y += next();
      const across = worldX(x * head.scale[0] + head.translate[0]);
      line[2 * n] = n ? across + beyond(line[2 * n - 2] - across) : across;
      line[2 * n + 1] = worldY(y * head.scale[1] + head.translate[1]);
    }
    return line;
  });
  const borders = new Set(head.borders);
  const both = (lines) => lines.map(boxed).flatMap(twice);
  return {
    credit: head.credit,
    land: both(head.land.map((ring) => joined(ring.map((arc) => (arc < 0 ? turned(arcs[~arc]) : [...arcs[arc]]))))),
    coasts: both(arcs.filter((_, n) => !borders.has(n))),
    borders: both(arcs.filter((_, n) => borders.has(n))),
    names: head.countries.map(([name, lon, lat, wide]) => ({ name, x: worldX(lon), y: worldY(lat), wide: (wide / 360) * 256 })),
  };
}

// Across the 180th meridian a line goes on beyond the edge of the world, and is drawn at the other edge too.
const beyond = (step) => Math.round(step / 256) * 256;

function joined(lines) {
  const ring = [];
  for (const line of lines) {
    const shift = ring.length ? beyond(ring[ring.length - 2] - line[0]) : 0;
    for (let n = 0; n < line.length; n += 2) ring.push(line[n] + shift, line[n + 1]);
  }
  return ring;
}

function twice(part) {
  const shifts = [part.east > 256.01 ? -256 : null, part.west < -0.01 ? 256 : null].filter((shift) => shift !== null);
  return [part, ...shifts.map((shift) => boxed(part.line.map((value, n) => (n % 2 ? value : value + shift))))];
}

function turned(line) {
  const back = [];
  for (let n = line.length - 2; n >= 0; n -= 2) back.push(line[n], line[n + 1]);
  return back;
}

function boxed(line) {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let n = 0; n < line.length; n += 2) {
    west = Math.min(west, line[n]);
    east = Math.max(east, line[n]);
    north = Math.min(north, line[n + 1]);
    south = Math.max(south, line[n + 1]);
  }
  return { line, west, north, east, south };
}

// GeoJSON to rings or lines in world units.
export function parts(geometry) {
  const lines = {
    Polygon: () => geometry.coordinates,
    MultiPolygon: () => geometry.coordinates.flat(),
    LineString: () => [geometry.coordinates],
    MultiLineString: () => geometry.coordinates,
    GeometryCollection: () => [],
  }[geometry.type];
  const found = geometry.type === "GeometryCollection" ? geometry.geometries.flatMap(parts) : (lines ? lines() : []);
  return geometry.type === "GeometryCollection" ? found : found.map((line) => boxed(line.flatMap(([lon, lat]) => [worldX(lon), worldY(lat)])));
}

const meets = (part, view) => part.east * view.scale >= view.left && part.west * view.scale <= view.left + view.width
  && part.south * view.scale >= view.top && part.north * view.scale <= view.top + view.height;

function trace(context, lines, view, closed) {
  const { scale, left, top } = view;
  context.beginPath();
  for (const part of lines) {
    if (!meets(part, view)) continue;
    const { line } = part;
    let [lastX, lastY] = [Infinity, Infinity];
    for (let n = 0; n < line.length; n += 2) {
      const x = line[n] * scale - left;
      const y = line[n + 1] * scale - top;
      if (n === 0) context.moveTo(x, y);
      else if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.7 && n < line.length - 2) continue;
      else context.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
    if (closed) context.closePath();
  }
}

function graticule(context, view, colours) {
  const degrees = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1].find((step) => (step / 360) * 256 * view.scale < 160) || 0.1;
  context.strokeStyle = colours.line;
  context.lineWidth = 0.5;
  context.beginPath();
  for (let lon = -180; lon <= 180; lon += degrees) {
    const x = worldX(lon) * view.scale - view.left;
    if (x > 0 && x < view.width) { context.moveTo(x, 0); context.lineTo(x, view.height); }
  }
  for (let lat = -80; lat <= 80; lat += degrees) {
    const y = worldY(lat) * view.scale - view.top;
    if (y > 0 && y < view.height) { context.moveTo(0, y); context.lineTo(view.width, y); }
  }
  context.stroke();
}

export function drawLand(context, view, world, colours) {
  context.fillStyle = world ? colours.sea : colours.surface;
  context.fillRect(0, 0, view.width, view.height);
  if (world) {
    trace(context, world.land, view, true);
    context.fillStyle = colours.land;
    context.fill("evenodd");
  }
  graticule(context, view, colours);
}

export function drawLines(context, view, world, areas, colours) {
  if (world) {
    trace(context, world.coasts, view);
    context.strokeStyle = colours.edge;
    context.lineWidth = 0.8;
    context.stroke();
    trace(context, world.borders, view);
    context.lineWidth = 1.4;
    context.stroke();
  }
  context.strokeStyle = colours.edge;
  context.globalAlpha = 0.5;
  for (const area of areas) {
    if (area.level === "adm_2" && view.scale < 128) continue;
    trace(context, area.parts, view, true);
    context.lineWidth = area.level === "adm_2" ? 0.6 : 1;
    context.stroke();
  }
  context.globalAlpha = 1;
}

// Nobody looked where no map draws anything: hatched first, then covered by all ground that is drawn.
export function drawGround(context, view, ground, { colours, looks, ratio, source, pair }) {
  const mine = (one) => !source || one.source === source;
  context.fillStyle = filling(context, NO_COVERAGE, colours.bar, ratio, 0.8);
  context.fillRect(0, 0, view.width, view.height);
  for (const one of ground.ground.filter(mine)) drawHeld(context, view, one, { colours, looks, ratio });
  for (const one of source ? [] : ground.disputed) {
    trace(context, one.parts, view, true);
    context.fillStyle = filling(context, DISPUTED, colours.ink, ratio, 0.7);
    context.fill("evenodd");
  }
  drawErrors(context, view, ground.fronts.filter(mine), { colours, ratio });
  context.strokeStyle = colours.ink;
  for (const front of ground.fronts.filter(mine)) {
    const chosen = pair && front.sides.every((side) => pair.includes(side));
    trace(context, front.parts, view);
    context.lineWidth = chosen ? 4 : 1.3;
    context.stroke();
  }
  for (const place of ground.places.filter(mine)) {
    const [x, y] = [place.x * view.scale - view.left, place.y * view.scale - view.top];
    const look = place.holder === null ? null : looks[place.holder];
    context.fillStyle = look ? colours.fill[look.hue] : colours.surface;
    context.fillRect(x - 4, y - 4, 8, 8);
    context.lineWidth = 1;
    context.strokeRect(x - 4, y - 4, 8, 8);
  }
}

// How far a front may be off: a band of dots as wide as the ground along it states.
function drawErrors(context, view, fronts, { colours, ratio }) {
  context.strokeStyle = filling(context, ERROR, colours["ink-2"], ratio);
  context.globalAlpha = 0.6;
  for (const { km, parts: lines } of fronts.flatMap((front) => front.errors)) {
    if (!lines.length) continue;
    context.lineWidth = 2 * pixelsOf(km, latOf((lines[0].north + lines[0].south) / 2), view.scale);
    if (context.lineWidth < 3) continue;
    trace(context, lines, view);
    context.stroke();
  }
  context.globalAlpha = 1;
}

function drawHeld(context, view, one, { colours, looks, ratio }) {
  const look = one.holder === null ? null : looks[one.holder];
  trace(context, one.parts, view, true);
  context.fillStyle = colours.surface;
  context.fill("evenodd");
  if (look) {
    context.globalAlpha = 0.14;
    context.fillStyle = colours.fill[look.hue];
    context.fill("evenodd");
    context.globalAlpha = 0.55;
    if (look.pattern) {
      context.fillStyle = filling(context, look.pattern, colours.rim[look.hue], ratio, 0.9);
      context.fill("evenodd");
    }
    context.globalAlpha = 1;
  }
  context.strokeStyle = look ? colours.rim[look.hue] : colours.edge;
  context.lineWidth = 1;
  context.stroke();
}

// Names where there is room for them, in their order: countries and provinces under the marks, places over them.
export function drawNames({ under, over }, view, world, labels, colours) {
  const taken = [];
  const written = [];
  const free = (box) => taken.every((other) => box.x + box.w < other.x || other.x + other.w < box.x || box.y + box.h < other.y || other.y + other.h < box.y);
  const write = (context, { name, x, y, room = ROOM }, place) => {
    const [left, top] = [x * view.scale - view.left, y * view.scale - view.top];
    if (left < 0 || top < 0 || left > view.width || top > view.height) return;
    context.font = `${place ? 12 : FONT}px ${colours.font}`;
    context.letterSpacing = place ? "0px" : "1.5px";
    const text = place ? name : name.toUpperCase();
    const width = context.measureText(text).width;
    const box = { x: place ? left - 4 : left - width / 2 - 4, y: top - FONT, w: width + ROOM + room, h: 2 * FONT };
    if (!free(box)) return;
    taken.push(box);
    written.push({ text, x: place ? left + room : left, y: top, place });
    Object.assign(context, { strokeStyle: colours.surface, lineWidth: 3, lineJoin: "round", fillStyle: place ? colours.ink : colours["ink-3"], textBaseline: "middle", textAlign: place ? "left" : "center" });
    if (place) {
      under.fillStyle = colours.ink;
      under.fillRect(left - 2, top - 2, 4, 4);
    }
    context.strokeText(text, place ? left + room : left, top);
    context.fillText(text, place ? left + room : left, top);
  };
  const most = (view.width * view.height) / 30000;
  if (world && view.scale < 96) for (const one of world.names) if (one.wide * view.scale > 60) write(under, one, false);
  for (const one of labels) {
    if (taken.length > most) break;
    if (one.level === "place" ? view.scale >= 48 : view.scale >= 24) write(one.level === "place" ? over : under, one, one.level === "place");
  }
  under.letterSpacing = "0px";
  return written;
}
