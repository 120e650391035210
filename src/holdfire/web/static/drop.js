// Files dropped anywhere on the page go to the server one by one; each keeps a row that says what became of it.
import { send, withToken } from "./asking.js";

const zone = document.getElementById("drop");
const list = document.getElementById("files");
const template = document.getElementById("file-row");
const LARGEST = 200 * 1024 * 1024;
const waiting = [];
let busy = false;
let added = 0;

function row(name) {
  const made = template.content.firstElementChild.cloneNode(true);
  made.querySelector(".file-name").textContent = name;
  list.hidden = false;
  list.append(made);
  return made;
}

const say = (made, words) => { made.querySelector(".file-words").textContent = words; };

function end(made, words, state) {
  say(made, words);
  made.classList.add(state);
  made.querySelector("progress").remove();
  const button = made.querySelector("button");
  button.textContent = "Dismiss";
  button.onclick = () => made.remove();
}

function upload(file, made, again = 4) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const about = new URLSearchParams({ name: file.name });
    for (const name of ["outlet", "published"]) {
      const value = document.getElementById(`about-${name}`)?.value;
      if (value) about.set(name, value);
    }
    request.open("POST", `/api/files?${about}`);
    withToken(request);
    request.upload.onprogress = ({ loaded, total }) => {
      made.querySelector("progress").value = loaded / total;
      say(made, loaded < total ? `Sending, ${Math.round((100 * loaded) / total)} %` : "Reading it");
    };
    request.onload = () => {
      let said = {};
      try { said = JSON.parse(request.responseText); } catch { said = { detail: request.responseText }; }
      if (request.status === 503 && again) {
        say(made, "Another window is saving. Trying again.");
        setTimeout(() => upload(file, made, again - 1).then(done), 1500);
        return;
      }
      if (request.status === 200) { added += 1; end(made, said.said.join(" · "), "taken"); }
      else end(made, typeof said.detail === "string" ? said.detail : "The server did not take it.", "refused");
      done();
    };
    request.onerror = () => { end(made, "It did not arrive. Is holdfire still running?", "refused"); done(); };
    request.onabort = () => { end(made, "Cancelled; nothing was added.", "refused"); done(); };
    made.querySelector("button").onclick = () => request.abort();
    request.send(file);
  });
}

async function work() {
  if (busy) return;
  busy = true;
  for (let next = waiting.shift(); next; next = waiting.shift()) await upload(...next);
  busy = false;
  if (added) code();
}

async function code() {
  added = 0;
  const made = row("Reading the new documents for claims");
  made.querySelector("progress").removeAttribute("value");
  made.querySelector("button").onclick = () => send("DELETE", "/api/runs/coding");
  let { ok, said } = await send("POST", "/api/coding");
  while (ok && said.state === "running") {
    say(made, said.words);
    await new Promise((done) => { setTimeout(done, 400); });
    ({ ok, said } = await send("GET", "/api/runs/coding"));
  }
  end(made, ok ? said.words : said.detail, ok && said.state === "done" ? "taken" : "refused");
  const refused = list.querySelector(".refused");
  document.body.dataset.added = "";
  if (!refused) location.assign("/documents");
  else { const link = document.getElementById("see-added"); if (link) link.hidden = false; }
}

function take(files) {
  for (const file of files) {
    const made = row(file.name);
    if (file.size > LARGEST) { end(made, "Larger than 200 MB. Split it, or add it on the command line: holdfire add FILE", "refused"); continue; }
    say(made, "Waiting");
    const item = [file, made];
    made.querySelector("button").onclick = () => { waiting.splice(waiting.indexOf(item), 1); end(made, "Cancelled; nothing was added.", "refused"); };
    waiting.push(item);
  }
  work();
}

async function inside(entry) {
  if (entry.isFile) return [await new Promise((done, fail) => { entry.file(done, fail); })];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => { reader.readEntries(done, fail); });
    if (!some.length) return found;
    for (const one of some) if (!one.name.startsWith(".")) found.push(...await inside(one));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  return (await Promise.all(entries.map(inside))).flat();
}

addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
addEventListener("dragleave", (event) => { if (!event.relatedTarget) zone.classList.remove("over"); });
addEventListener("drop", async (event) => {
  event.preventDefault();
  zone.classList.remove("over");
  take(await dropped(event.dataTransfer));
});
document.getElementById("choose").addEventListener("change", (event) => { take([...event.target.files]); event.target.value = ""; });
document.getElementById("paste-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = document.getElementById("paste");
  const title = document.getElementById("paste-name").value.trim() || "pasted";
  take([new File([text.value], title.includes(".") ? title : `${title}.txt`, { type: "text/plain" })]);
  text.value = "";
});
