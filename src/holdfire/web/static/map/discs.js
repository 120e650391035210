// What a mark looks like: the two halves of an event, the diamond of a claim, a ring.
export const SIZES = [3.5, 4, 5, 6, 7, 8.5, 10, 12, 14, 16];
export const LEAST_LETTER = 5;
const IMPRECISE_KM = 1.5;

// The area grows with the deaths; a table, since this is asked for every mark of every step.
const SIZE_OF = Uint8Array.from({ length: 256 }, (_, deaths) => {
  const at = SIZES.findIndex((size) => size >= 3 + 1.15 * Math.sqrt(deaths));
  return at < 0 ? SIZES.length - 1 : at;
});
// shrunk: how many sizes smaller all marks are, on a map of wide ground.
export const sizeOf = (deaths, shrunk) => Math.max(0, SIZE_OF[deaths > 255 ? 255 : deaths > 0 ? Math.floor(deaths) : 0] - shrunk);
export const shrunkAt = (scale) => (scale < 16 ? 5 : scale < 90 ? 2 : 0);
export const radiusOf = (size) => SIZES[size];
export const imprecise = (km) => km > IMPRECISE_KM;

export function disc(context, x, y, r, [one, other], colours) {
  const half = (look, from) => {
    context.beginPath();
    context.arc(x, y, r, from, from + Math.PI);
    context.fillStyle = colours.fill[look.hue];
    context.fill();
  };
  half(one, Math.PI / 2);
  half(other, -Math.PI / 2);
  context.beginPath();
  context.arc(x, y, r, 0, 7);
  context.strokeStyle = colours["mark-edge"];
  context.lineWidth = r < 5 ? 0.9 : 1.3;
  context.stroke();
  if (one.hue === other.hue && r >= LEAST_LETTER) {
    context.beginPath();
    context.moveTo(x, y - r);
    context.lineTo(x, y + r);
    context.stroke();
  }
  if (r < LEAST_LETTER) return;
  context.font = `600 ${Math.max(8, r)}px ${colours.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = colours["mark-edge"];
  if (one.letter) context.fillText(one.letter, x - r / 2, y);
  if (other.letter) context.fillText(other.letter, x + r / 2, y);
}

export function diamond(context, x, y, r, full, colours) {
  context.beginPath();
  context.moveTo(x, y - r);
  context.lineTo(x + r, y);
  context.lineTo(x, y + r);
  context.lineTo(x - r, y);
  context.closePath();
  context.fillStyle = full ? colours.ink : colours.surface;
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.6;
  context.fill();
  context.stroke();
}

export function ring(context, x, y, r, colours, { wide = 1.2, dash = [4, 3] } = {}) {
  context.beginPath();
  context.arc(x, y, r, 0, 7);
  context.setLineDash(dash);
  context.strokeStyle = colours.ink;
  context.lineWidth = wide;
  context.stroke();
  context.setLineDash([]);
}
