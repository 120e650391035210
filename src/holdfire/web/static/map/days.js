// Days as numbers since 1970-01-01, as the columns have them; windows are half-open.
const DAY = 86400000;

export const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

export function dayOf(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = Date.parse(`${text}T00:00:00Z`) / DAY;
  return Number.isInteger(day) && iso(day) === text ? day : null;
}

export function monthsOn(day, months) {
  const from = new Date(day * DAY);
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first / DAY + Math.min(from.getUTCDate(), last) - 1;
}

export const firstOfMonth = (day) => dayOf(`${iso(day).slice(0, 7)}-01`);
export const mondayOf = (day) => day - ((((day + 3) % 7) + 7) % 7);

// "1w", "2m", "1d": how far a window reaches or moves.
export function moved(day, step, times = 1) {
  const amount = Number.parseInt(step, 10) * times;
  if (step.endsWith("m")) return monthsOn(day, amount);
  return day + amount * (step.endsWith("w") ? 7 : 1);
}
