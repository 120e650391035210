// Work that goes on beside the page: how far it is, in words, and the page again when it has ended.
import { send } from "./asking.js";

const box = document.getElementById("run");

async function look() {
  const { ok, said } = await send("GET", `/api/runs/${box.dataset.key}`);
  if (ok && said.state !== "running") {
    if (said.state === "done" && box.dataset.follow) location.replace(said.words);
    else location.reload();
    return;
  }
  const words = box.querySelector(".run-words");
  if (ok && words.textContent !== said.words) words.textContent = said.words;
  setTimeout(look, 500);
}

if (box?.dataset.state === "done" && box.dataset.follow) location.replace(box.dataset.follow);
if (box?.dataset.state === "running") {
  setTimeout(look, 300);
  box.querySelector("form")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.submitter.disabled = true;
    await send("DELETE", `/api/runs/${box.dataset.key}`);
  });
}
