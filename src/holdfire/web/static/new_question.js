// What could be detected follows what is chosen. It is asked of the server, which reads no outcome of A and B for it.
import { later, part, send } from "./asking.js";

const form = document.getElementById("asking");
const rows = () => form.querySelectorAll(".form-row");
let turn = 0;

function chosen() {
  const data = new FormData(form);
  data.delete("token");
  for (const [name, value] of [...data]) if (!value) data.delete(name);
  return new URLSearchParams(data);
}

async function show() {
  const mine = ++turn;
  const fields = chosen();
  rows().forEach((row) => row.classList.add("stale-part"));
  const found = await part(`/questions/new/detectable?${fields}`);
  if (!found || mine !== turn) return;
  for (const id of ["problem", "readings", "family"]) {
    const fresh = found.getElementById(id);
    if (fresh) document.getElementById(id).replaceChildren(...fresh.childNodes);
  }
  const complete = Boolean(found.getElementById("readings"));
  for (const row of rows()) {
    const fresh = found.querySelector(`[data-form="${row.dataset.form}"]`);
    row.classList.remove("stale-part");
    if (fresh) row.querySelector(".found").replaceChildren(...fresh.childNodes);
    else if (complete) row.querySelector(".found").querySelectorAll(".chart, .as-table, .chart ~ p").forEach((old) => old.remove());
    if (complete && !fields.has("form")) row.querySelector("input").checked = Boolean(fresh);
  }
  history.replaceState(null, "", `/questions/new?${chosen()}`);
}

const changed = later(show, 250);

// A file of roads goes to the server, which reads it; the question takes it by its hash.
const file = document.getElementById("roads-file");
function roads(hash, words) {
  form.elements.roads.value = hash;
  document.getElementById("roads-words").textContent = words;
  document.getElementById("roads-away").hidden = !hash;
  changed();
}
file.addEventListener("change", async (event) => {
  event.stopPropagation();
  const [sent] = file.files;
  file.value = "";
  if (!sent) return;
  const { ok, said } = await send("POST", `/api/roads?name=${encodeURIComponent(sent.name)}`, sent);
  roads(ok ? said.roads : "", ok ? said.name : said.detail);
});
document.getElementById("roads-away").addEventListener("click", () => roads("", "none: open ground"));

form.addEventListener("change", changed);
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey) form.querySelector(".primary").click();
});
if (!form.dataset.shown && form.elements.a.value && form.elements.b.value) show();
