// A colour of the reader's own for an actor: kept in the case, so that every window and every export has it.
import { send } from "../asking.js";
import { say } from "./app.js";
import { element } from "./swatches.js";

async function keep(actor, colour) {
  const { ok, said } = await send("POST", "/api/map/colours", { actor: actor.label, colour });
  if (ok) location.reload();
  else say(typeof said.detail === "string" ? said.detail : "The colour was not taken.");
}

// look: the colour that the actor has now, as the page draws it.
export function chooserOf(actor, look) {
  const usual = getComputedStyle(document.documentElement).getPropertyValue(`--actor-${look.hue + 1}`).trim();
  const chosen = element("input", { type: "color", value: look.own || usual, "aria-label": `Colour of ${actor.name}` });
  chosen.addEventListener("change", () => keep(actor, chosen.value));
  if (!look.own) return [chosen];
  const back = element("button", { type: "button", class: "as-link", "aria-label": `The usual colour for ${actor.name}` }, "usual");
  back.addEventListener("click", () => keep(actor, null));
  return [chosen, back];
}
