// What lies under everything: the outlines that the case has imported, and of a war that was, coasts and borders.
import { ask } from "./columns.js";
import { outlines, parts } from "./shapes.js";

export async function background(view, drawn) {
  const own = ask("/api/map/borders").then((answer) => answer.json()).then((areas) => {
    view.areas = areas.map((area) => ({ ...area, parts: parts(area.geometry) }));
    drawn();
  });
  const world = view.element.dataset.simulated ? null : outlines().then((found) => { view.world = found; drawn(); });
  const failed = (await Promise.allSettled([own, world])).find((found) => found.status === "rejected");
  return failed ? `A part of the background is missing: ${failed.reason.message}` : "";
}
