// The view as a picture: PNG from the canvases, SVG drawn anew with shapes; both say what they show.
import { DISPUTED, NO_COVERAGE, filling } from "./colours.js";
import { iso } from "./days.js";
import { disc, radiusOf, sizeOf } from "./discs.js";
import { make } from "./timeline.js";

const FOOT = 44;
const LINE = 20;
const COLUMN = 310;
const MOST_PAIRS = 9;
const number = (value) => value.toLocaleString("en");

export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export function caption(view, scene, title, credit) {
  const { from, until } = view.window;
  return [`${title} · ${iso(from)} until ${iso(until)} (the first day not shown) · ${number(scene.shown)} of ${number(scene.data.day.length)} events, ${number(scene.claimsShown)} claims`, credit];
}

// Who has which colour in what is shown: pairs, then holders of ground.
function legend({ scene, looks, ground, source }) {
  const { data, byPair } = scene;
  const pairs = [...byPair.keys()].filter((n) => byPair[n]).sort((one, other) => byPair[other] - byPair[one]).slice(0, MOST_PAIRS);
  const held = ground ? ground.ground.filter((one) => one.holder !== null && (!source || one.source === source)) : [];
  const name = (n) => data.actors[n].name;
  return [
    ...pairs.map((n) => ({ sides: data.pairs[n].map((side) => looks[side]), text: `${data.pairs[n].map(name).join(" – ")}: ${number(byPair[n])}` })),
    ...[...new Set(held.map((one) => one.holder))].map((n) => ({ look: looks[n], text: `ground of ${name(n)}` })),
    ...(ground ? [{ text: "hatched: no coverage, nobody looked" }] : []),
  ];
}

// Places of the legend's items under a picture of this width, and how high all of them are.
function laid(items, width) {
  const columns = Math.max(1, Math.floor(width / COLUMN));
  const rows = Math.ceil(items.length / columns);
  return { high: rows * LINE + 8, at: items.map((item, n) => ({ ...item, x: 16 + Math.floor(n / rows) * COLUMN, y: (n % rows) * LINE + 12 })) };
}

export function png(view, words) {
  const { canvases, canvases: [ground], ratio, colours } = view;
  const [width, height] = [ground.width / ratio, ground.height / ratio];
  const key = laid(legend(view), width);
  const canvas = document.createElement("canvas");
  canvas.width = ground.width;
  canvas.height = ground.height + (FOOT + key.high) * ratio;
  const context = canvas.getContext("2d");
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const layer of canvases) context.drawImage(layer, 0, 0);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const write = (text, x, y, size) => {
    Object.assign(context, { font: `${size}px ${colours.font}`, fillStyle: colours.ink, textAlign: "left", textBaseline: "alphabetic" });
    context.fillText(text, x, y, width - x - 10);
  };
  words.forEach((text, n) => write(text, 10, height + 18 + n * 16, n ? 11 : 12));
  for (const { sides, look, text, x, y } of key.at) {
    const top = height + FOOT + y;
    if (sides) disc(context, x, top, 6, sides, colours);
    if (look) {
      context.globalAlpha = 0.2;
      context.fillStyle = colours.fill[look.hue];
      context.fillRect(x - 10, top - 6, 20, 12);
      context.globalAlpha = 1;
      if (look.pattern) context.fillStyle = filling(context, look.pattern, colours.rim[look.hue], ratio);
      context.fillRect(x - 10, top - 6, 20, 12);
    }
    write(text, x + 16, top + 4, 12);
  }
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

const path = (parts, view, closed) => parts.map(({ line }) => {
  let text = "";
  for (let n = 0; n < line.length; n += 2) text += `${n ? "L" : "M"}${(line[n] * view.scale - view.left).toFixed(1)} ${(line[n + 1] * view.scale - view.top).toFixed(1)}`;
  return closed ? `${text}z` : text;
}).join("");

export function svg(map, words) {
  const { scene, colours, looks, ground, source } = map;
  const view = map.view();
  const key = laid(legend(map), view.width);
  const high = view.height + FOOT + key.high;
  const root = make("svg", { xmlns: "http://www.w3.org/2000/svg", width: view.width, height: high, viewBox: `0 0 ${view.width} ${high}`, "font-family": colours.font, role: "img", "aria-label": words.join(" ") });
  const defs = root.appendChild(make("defs"));
  const pattern = (id, { size, lines, dots }, colour) => {
    const defined = defs.appendChild(make("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" }));
    lines.forEach(([x1, y1, x2, y2]) => defined.append(make("line", { x1, y1, x2, y2, stroke: colour, "stroke-width": 0.9 })));
    dots.forEach(([cx, cy, r]) => defined.append(make("circle", { cx, cy, r, fill: colour })));
    return `url(#${id})`;
  };
  const clip = defs.appendChild(make("clipPath", { id: "frame" }));
  clip.append(make("rect", { width: view.width, height: view.height }));
  root.append(make("rect", { width: view.width, height: high, fill: colours.surface }));
  const inside = root.appendChild(make("g", { "clip-path": "url(#frame)" }));
  const add = (name, attributes, text) => inside.appendChild(make(name, attributes, text));
  const near = (part) => part.east * view.scale >= view.left && part.west * view.scale <= view.left + view.width && part.south * view.scale >= view.top && part.north * view.scale <= view.top + view.height;
  if (map.world) {
    add("rect", { width: view.width, height: view.height, fill: colours.sea });
    add("path", { d: path(map.world.land.filter(near), view, true), fill: colours.land, "fill-rule": "evenodd" });
  }
  if (ground) {
    add("rect", { width: view.width, height: view.height, fill: pattern("no-coverage", NO_COVERAGE, colours.bar) });
    ground.ground.filter((one) => !source || one.source === source).forEach((one) => {
      const look = one.holder === null ? null : looks[one.holder];
      const d = path(one.parts, view, true);
      add("path", { d, fill: colours.surface, "fill-rule": "evenodd" });
      if (!look) return;
      add("path", { d, fill: colours.fill[look.hue], "fill-opacity": 0.14, stroke: colours.rim[look.hue], "fill-rule": "evenodd" });
      const id = `ground-${look.hue}`;
      if (look.pattern) add("path", { d, fill: defs.querySelector(`#${id}`) ? `url(#${id})` : pattern(id, look.pattern, colours.rim[look.hue]), "fill-opacity": 0.55, "fill-rule": "evenodd" });
    });
    if (!source && ground.disputed.length) add("path", { d: path(ground.disputed.flatMap((one) => one.parts), view, true), fill: pattern("disputed", DISPUTED, colours.ink), "fill-rule": "evenodd" });
    add("path", { d: path(ground.fronts.filter((one) => !source || one.source === source).flatMap((one) => one.parts), view), fill: "none", stroke: colours.ink, "stroke-width": 1.5 });
  }
  if (map.world) add("path", { d: path([...map.world.coasts, ...map.world.borders].filter(near), view), fill: "none", stroke: colours.edge });
  add("path", { d: path(map.areas.filter((area) => area.level !== "adm_2").flatMap((area) => area.parts).filter(near), view, true), fill: "none", stroke: colours.edge, "stroke-opacity": 0.5 });
  marks(add, scene, looks, colours);
  for (const { text, x, y, place } of map.names) {
    add("text", { x, y: y + 4, "text-anchor": place ? "start" : "middle", "font-size": place ? 12 : 11, fill: place ? colours.ink : colours["ink-3"], "paint-order": "stroke", stroke: colours.surface, "stroke-width": 3 }, text);
  }
  for (const { sides, look, text, x, y } of key.at) {
    const top = view.height + FOOT + y;
    const put = (name, attributes, words_) => root.appendChild(make(name, attributes, words_));
    if (sides) halves(put, x, top, 6, sides, colours);
    if (look) {
      put("rect", { x: x - 10, y: top - 6, width: 20, height: 12, fill: colours.fill[look.hue], "fill-opacity": 0.2 });
      put("rect", { x: x - 10, y: top - 6, width: 20, height: 12, fill: look.pattern ? `url(#ground-${look.hue})` : "none", stroke: colours.rim[look.hue] });
    }
    put("text", { x: x + 16, y: top + 4, "font-size": 12, fill: colours.ink }, text);
  }
  words.forEach((text, n) => root.append(make("text", { x: 10, y: view.height + 18 + n * 16, "font-size": n ? 11 : 12, fill: colours.ink }, text)));
  return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
}

function halves(add, x, y, r, [one, other], colours) {
  add("path", { d: `M${x} ${y - r}a${r} ${r} 0 0 0 0 ${2 * r}z`, fill: colours.fill[one.hue] });
  add("path", { d: `M${x} ${y - r}a${r} ${r} 0 0 1 0 ${2 * r}z`, fill: colours.fill[other.hue] });
  add("circle", { cx: x, cy: y, r, fill: "none", stroke: colours["mark-edge"], "stroke-width": 1 });
  for (const [letter, at] of [[one.letter, x - r / 2], [other.letter, x + r / 2]]) {
    if (letter && r >= 5) add("text", { x: at, y: y + 3, "text-anchor": "middle", "font-size": 8, fill: colours["mark-edge"] }, letter);
  }
}

function marks(add, scene, looks, colours) {
  const { data, inView, drawn, screenX, screenY, deaths, count, shrunk } = scene;
  const order = [...inView.subarray(0, drawn)].sort((a, b) => deaths[b] - deaths[a]);
  const written = [];
  for (const group of order) {
    const r = radiusOf(sizeOf(deaths[group], shrunk));
    const [x, y] = [screenX[group], screenY[group]];
    halves(add, x, y, r, data.pairs[data.group_pair[group]].map((n) => looks[n]), colours);
    if (count[group] < 2 || drawn > 400 || written.some((at) => Math.abs(at[0] - x - r) < 14 && Math.abs(at[1] - y) < 11)) continue;
    written.push([x + r, y]);
    add("text", { x: x + r + 2, y: y - r * 0.4, "font-size": 11, "font-weight": 700, fill: colours.ink }, count[group]);
  }
  for (const { claim, x, y } of scene.claimMarks) {
    add("path", { d: `M${x} ${y - 7.5}l7.5 7.5l-7.5 7.5l-7.5 -7.5z`, fill: claim.status === "accepted" ? colours.ink : colours.surface, stroke: colours.ink, "stroke-width": 1.6 });
  }
}
