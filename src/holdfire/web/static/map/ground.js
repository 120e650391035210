// Who holds what on the window's last day: asked once for each stretch of days in which no map changes.
import { ask } from "./columns.js";
import { dayOf, iso } from "./days.js";
import { worldX, worldY } from "./scene.js";
import { parts } from "./shapes.js";

const known = [];
const shaped = (one) => ({ ...one, parts: parts(one.geometry) });
let wanted = "";
let asking = false;

async function fetched(on) {
  const found = await (await ask(`/api/map/ground?on=${on}`)).json();
  for (const key of ["ground", "fronts", "disputed"]) found[key] = found[key].map(shaped);
  for (const front of found.fronts) front.errors = front.errors.map(shaped);
  found.places = found.places.map((one) => ({ ...one, x: worldX(one.at[0]), y: worldY(one.at[1]) }));
  return found;
}

export async function showGround(app, day) {
  const { view, panel, data, state } = app;
  if (!data.ground.length) return;
  const on = (wanted = iso(day));
  let there = known.find((one) => (!one.since || one.since <= on) && (!one.until || on < one.until));
  if (!there) {
    if (asking) return; // whoever asks now looks again at what is wanted
    asking = true;
    try {
      there = await fetched(on);
      known.push(there);
    } catch (error) {
      panel.ground(null, state.source, `The ground of ${on} could not be read: ${error.message}`);
      return;
    } finally { asking = false; }
    if (wanted !== on) { await showGround(app, dayOf(wanted)); return; }
  }
  if (view.ground !== there) {
    const first = !view.ground && !app.placed && !data.group_lon.length;
    view.ground = there;
    if (first) view.go(null);
    view.draw();
  }
  panel.ground({ ...there, on }, state.source);
}
