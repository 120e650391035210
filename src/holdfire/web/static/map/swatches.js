// Small pictures beside words: a pair's disc, ground with its pattern, hatches; the same colours as on the map.
import { dress } from "./colours.js";
import { make } from "./timeline.js";

const HTML = "http://www.w3.org/1999/xhtml";
let patterns = 0;

export const element = (name, attributes, text = null) => make(name, attributes, text, HTML);

function drawing(width, height, ...parts) {
  const svg = make("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "swatch-drawn", "aria-hidden": "true" });
  svg.append(...parts);
  return svg;
}

export function discOf([one, other]) {
  const letter = (look, x) => (look.letter ? [make("text", { x, y: 10.5, class: "s-letter" }, look.letter)] : []);
  return drawing(16, 16,
    dress(make("path", { d: "M8 2a6 6 0 0 0 0 12z", class: "s-fill" }), one),
    dress(make("path", { d: "M8 2a6 6 0 0 1 0 12z", class: "s-fill" }), other),
    make("circle", { cx: 8, cy: 8, r: 6, class: "s-rim" }), ...letter(one, 5), ...letter(other, 11));
}

export function patterned(pattern, look, { tint = true, colour = "" } = {}) {
  const id = `swatch-${(patterns += 1)}`;
  const defined = make("pattern", { id, width: pattern.size, height: pattern.size, patternUnits: "userSpaceOnUse" });
  pattern.lines.forEach(([x1, y1, x2, y2]) => defined.append(dress(make("line", { x1, y1, x2, y2, class: `s-line ${colour}` }), look)));
  pattern.dots.forEach(([cx, cy, r]) => defined.append(dress(make("circle", { cx, cy, r, class: `s-dot ${colour}` }), look)));
  const defs = make("defs");
  defs.append(defined);
  const box = { x: 0.5, y: 0.5, width: 25, height: 15 };
  return drawing(26, 16, defs, dress(make("rect", { ...box, class: `s-ground ${look && tint ? "" : "s-plain"}` }), tint ? look : null), dress(make("rect", { ...box, fill: `url(#${id})`, class: "s-edge" }), look));
}

export const frontOf = () => drawing(26, 16, make("line", { x1: 0, x2: 26, y1: 8, y2: 8, class: "s-front" }));
