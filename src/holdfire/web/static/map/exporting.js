// The view as a picture: PNG from the canvases, SVG drawn anew with shapes; both say what they show.
import { DISPUTED, NO_COVERAGE, PATTERNS } from "./colours.js";
import { iso } from "./days.js";
import { radiusOf, sizeOf } from "./discs.js";
import { make } from "./timeline.js";

const FOOT = 44;

export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export function caption(view, scene, title, credit) {
  const { from, until } = view.window;
  return [`${title} · ${iso(from)} until ${iso(until)} (the first day not shown) · ${scene.shown} of ${scene.data.day.length} events, ${scene.claimsShown} claims`, credit];
}

export function png(view, words) {
  const { canvases, canvases: [ground], ratio, colours } = view;
  const canvas = document.createElement("canvas");
  canvas.width = ground.width;
  canvas.height = ground.height + FOOT * ratio;
  const context = canvas.getContext("2d");
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const layer of canvases) context.drawImage(layer, 0, 0);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.ink;
  words.forEach((text, n) => {
    context.font = `${n ? 11 : 12}px ${colours.font}`;
    context.fillText(text, 10, ground.height / ratio + 18 + n * 16, canvas.width / ratio - 20);
  });
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
  const root = make("svg", { xmlns: "http://www.w3.org/2000/svg", width: view.width, height: view.height + FOOT, viewBox: `0 0 ${view.width} ${view.height + FOOT}`, "font-family": colours.font, role: "img", "aria-label": words.join(" ") });
  const defs = root.appendChild(make("defs"));
  const pattern = (id, { size, lines, dots }, colour) => {
    const defined = defs.appendChild(make("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" }));
    lines.forEach(([x1, y1, x2, y2]) => defined.append(make("line", { x1, y1, x2, y2, stroke: colour, "stroke-width": 0.9 })));
    dots.forEach(([cx, cy, r]) => defined.append(make("circle", { cx, cy, r, fill: colour })));
    return `url(#${id})`;
  };
  const clip = defs.appendChild(make("clipPath", { id: "frame" }));
  clip.append(make("rect", { width: view.width, height: view.height }));
  root.append(make("rect", { width: view.width, height: view.height + FOOT, fill: colours.surface }));
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
      if (look.pattern) add("path", { d, fill: defs.querySelector(`#${id}`) ? `url(#${id})` : pattern(id, PATTERNS[look.hue], colours.rim[look.hue]), "fill-opacity": 0.55, "fill-rule": "evenodd" });
    });
    if (!source && ground.disputed.length) add("path", { d: path(ground.disputed.flatMap((one) => one.parts), view, true), fill: pattern("disputed", DISPUTED, colours.ink), "fill-rule": "evenodd" });
    add("path", { d: path(ground.fronts.filter((one) => !source || one.source === source).flatMap((one) => one.parts), view), fill: "none", stroke: colours.ink, "stroke-width": 1.5 });
  }
  if (map.world) add("path", { d: path([...map.world.coasts, ...map.world.borders].filter(near), view), fill: "none", stroke: colours.edge });
  add("path", { d: path(map.areas.filter((area) => area.level !== "adm_2").flatMap((area) => area.parts).filter(near), view, true), fill: "none", stroke: colours.edge, "stroke-opacity": 0.5 });
  marks(add, scene, looks, colours);
  words.forEach((text, n) => root.append(make("text", { x: 10, y: view.height + 18 + n * 16, "font-size": n ? 11 : 12, fill: colours.ink }, text)));
  return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
}

function marks(add, scene, looks, colours) {
  const { data, inView, drawn, screenX, screenY, deaths, count, shrunk } = scene;
  const order = [...inView.subarray(0, drawn)].sort((a, b) => deaths[b] - deaths[a]);
  for (const group of order) {
    const r = radiusOf(sizeOf(deaths[group], shrunk));
    const [x, y] = [screenX[group], screenY[group]];
    const [one, other] = data.pairs[data.group_pair[group]].map((n) => looks[n]);
    add("path", { d: `M${x} ${y - r}a${r} ${r} 0 0 0 0 ${2 * r}z`, fill: colours.fill[one.hue] });
    add("path", { d: `M${x} ${y - r}a${r} ${r} 0 0 1 0 ${2 * r}z`, fill: colours.fill[other.hue] });
    add("circle", { cx: x, cy: y, r, fill: "none", stroke: colours["mark-edge"], "stroke-width": 1 });
    if (count[group] > 1 && drawn <= 400) add("text", { x: x + r + 2, y: y - r * 0.4, "font-size": 11, "font-weight": 700, fill: colours.ink }, count[group]);
  }
  for (const { claim, x, y } of scene.claimMarks) {
    add("path", { d: `M${x} ${y - 7.5}l7.5 7.5l-7.5 7.5l-7.5 -7.5z`, fill: claim.status === "accepted" ? colours.ink : colours.surface, stroke: colours.ink, "stroke-width": 1.6 });
  }
}
