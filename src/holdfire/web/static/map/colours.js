// Colours and patterns: from the page's own style sheet, handed to actors in their fixed order, never by name.
const HUES = 7;
const OTHERS = HUES;
const OPEN = HUES + 1;
const NAMES = ["paper", "surface", "sunk", "ink", "ink-2", "ink-3", "line", "edge", "bar", "link", "chosen", "sea", "land", "mark-edge", "mark-open"];

// Patterns beside the colour: lines [x1, y1, x2, y2] and dots [x, y, r] on a tile, in px.
export const PATTERNS = [
  { size: 12, lines: [[0, 12, 12, 0], [-3, 3, 3, -3], [9, 15, 15, 9]], dots: [] },
  { size: 9, lines: [], dots: [[4.5, 4.5, 1]] },
  { size: 7, lines: [[0, 3.5, 7, 3.5]], dots: [] },
  { size: 14, lines: [], dots: [[3.5, 3.5, 1.8], [10.5, 10.5, 1.8]] },
  { size: 12, lines: [[0, 0, 12, 12], [-3, 9, 3, 15], [9, -3, 15, 3]], dots: [] },
  { size: 11, lines: [[3, 5.5, 8, 5.5], [5.5, 3, 5.5, 8]], dots: [] },
  { size: 8, lines: [[4, 0, 4, 8]], dots: [] },
];
export const NO_COVERAGE = { size: 9, lines: [[0, 9, 9, 0], [-2, 2, 2, -2], [7, 11, 11, 7]], dots: [] };
export const DISPUTED = { size: 8, lines: [[0, 8, 8, 0], [-2, 2, 2, -2], [6, 10, 10, 6], [0, 0, 8, 8], [-2, 6, 2, 10], [6, -2, 10, 2]], dots: [] };
export const ERROR = { size: 4, lines: [], dots: [[1, 1, 0.7], [3, 3, 0.7]] };

const DARK = "(prefers-color-scheme: dark)";

// The outline of a colour that a reader chose: so dark that it stands out from paper; in the dark the colour itself.
function rimOf(colour) {
  if (matchMedia(DARK).matches) return colour;
  let shares = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const light = (share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
  while (0.2126 * light(shares[0]) + 0.7152 * light(shares[1]) + 0.0722 * light(shares[2]) > 0.16) shares = shares.map((share) => share * 0.92);
  return `rgb(${shares.map((share) => Math.round(share * 255)).join(" ")})`;
}

// A part of a page in the colours of a look.
export function dress(element, look) {
  if (!look) return element;
  if (look.own) {
    element.style.setProperty("--fill", look.own);
    element.style.setProperty("--rim", rimOf(look.own));
  } else element.classList.add(look.hue < HUES ? `hue-${look.hue + 1}` : look.hue === OTHERS ? "hue-others" : "hue-open");
  return element;
}

export function palette(element, looks) {
  const style = getComputedStyle(element);
  const value = (name) => style.getPropertyValue(`--${name}`).trim();
  const found = Object.fromEntries(NAMES.map((name) => [name, value(name)]));
  found.fill = [...Array(HUES).keys()].map((n) => value(`actor-${n + 1}`));
  found.rim = [...Array(HUES).keys()].map((n) => value(`actor-${n + 1}-edge`));
  found.fill[OTHERS] = found.bar;
  found.rim[OTHERS] = found["ink-2"];
  found.fill[OPEN] = found["mark-open"];
  found.rim[OPEN] = found["ink-2"];
  for (const { own, hue } of looks) if (own) [found.fill[hue], found.rim[hue]] = [own, rimOf(own)];
  found.font = style.fontFamily;
  return found;
}

// An actor's colour and, from the eighth on, the letter that tells it from whoever has the colour too.
export function lookOf(actors) {
  let own = OPEN;
  return actors.map((actor, n) => {
    if (actor.colour) return { hue: (own += 1), own: actor.colour, letter: "", pattern: PATTERNS[n % HUES] };
    if (!actor.one) return { hue: actor.label === "civilians" ? OPEN : OTHERS, letter: "", pattern: null };
    const turn = Math.floor(n / HUES);
    return { hue: n % HUES, letter: turn ? letters(turn) : "", pattern: PATTERNS[n % HUES] };
  });
}

function letters(turn) {
  const rest = Math.floor((turn - 1) / 26);
  return (rest ? letters(rest) : "") + String.fromCharCode(97 + ((turn - 1) % 26));
}

function tile(pattern, colour, ratio, width = 1) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.round(pattern.size * ratio);
  const context = canvas.getContext("2d");
  context.scale(canvas.width / pattern.size, canvas.width / pattern.size);
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = width;
  for (const [x1, y1, x2, y2] of pattern.lines) {
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
  }
  for (const [x, y, r] of pattern.dots) {
    context.beginPath();
    context.arc(x, y, r, 0, 7);
    context.fill();
  }
  return canvas;
}

export function filling(context, pattern, colour, ratio, width) {
  const made = context.createPattern(tile(pattern, colour, ratio, width), "repeat");
  made.setTransform(new DOMMatrix().scale(1 / ratio));
  return made;
}
