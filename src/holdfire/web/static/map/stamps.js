// Pictures of marks, made once. Pairs that look alike share theirs; letters are seen in large marks only.
import { LEAST_LETTER, SIZES, disc, ring } from "./discs.js";

const OPAQUE = 110; // of 255

export class Stamps {
  constructor(pairs, looks, colours, ratio) {
    Object.assign(this, { pairs, looks, colours, ratio });
    this.kept = new Map();
    this.dense = [];
    const hues = 1 + Math.max(0, ...looks.map((look) => look.hue));
    this.plain = pairs.map(([one, other]) => looks[one].hue * hues + looks[other].hue);
    this.lettered = pairs.map(([one, other]) => Boolean(looks[one].letter || looks[other].letter));
  }

  key(pair, size, vague) { return (this.plain[pair] * SIZES.length + size) * 2 + vague; }

  of(pair, size, vague) {
    const own = this.lettered[pair] && SIZES[size] >= LEAST_LETTER;
    const key = own ? `${pair} ${size} ${vague}` : this.key(pair, size, vague);
    let stamp = this.kept.get(key);
    if (!stamp) this.kept.set(key, (stamp = this.make(pair, size, vague, own)));
    return stamp;
  }

  make(pair, size, vague, lettered) {
    const r = SIZES[size];
    const reach = Math.ceil((r + 5) * this.ratio);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 2 * reach;
    const context = canvas.getContext("2d");
    context.scale(this.ratio, this.ratio);
    const middle = reach / this.ratio;
    if (vague) ring(context, middle, middle, r + 3, this.colours, { wide: 1, dash: [2, 2] });
    const sides = this.pairs[pair].map((n) => (lettered ? this.looks[n] : { ...this.looks[n], letter: "" }));
    disc(context, middle, middle, r, sides, this.colours);
    return { canvas, reach };
  }

  // The opaque pixels of a picture as rows and columns around its middle; edges are not smoothed.
  pixels(pair, size) {
    const key = this.key(pair, size, 0);
    if (this.dense[key]) return this.dense[key];
    const { canvas, reach } = this.make(pair, size, 0, false);
    const wide = 2 * reach;
    const image = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, wide, wide).data.buffer);
    const at = [...image.keys()].filter((n) => image[n] >>> 24 > OPAQUE);
    return (this.dense[key] = {
      reach,
      x: Int16Array.from(at, (n) => (n % wide) - reach),
      y: Int16Array.from(at, (n) => Math.floor(n / wide) - reach),
      colour: Uint32Array.from(at, (n) => (image[n] | 0xff000000) >>> 0),
    });
  }
}
