// How the app's own scripts ask its own server.
const token = document.querySelector('meta[name="token"]').content;

export async function part(address) {
  const answer = await fetch(address);
  if (!answer.ok) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

export async function send(method, address, body, again = 5) {
  const headers = { "x-holdfire-token": token };
  const bytes = body === undefined || body instanceof Blob; // a file goes as it is
  if (!bytes) headers["content-type"] = "application/json";
  const answer = await fetch(address, { method, headers, body: bytes ? body : JSON.stringify(body) });
  if (answer.status === 503 && again) { // another window or command is saving
    await new Promise((done) => { setTimeout(done, 300); });
    return send(method, address, body, again - 1);
  }
  const said = await answer.json().catch(() => ({ detail: "The server gave no answer; is it still running?" }));
  return { ok: answer.ok, status: answer.status, said };
}

export const withToken = (request) => request.setRequestHeader("x-holdfire-token", token);

export function later(work, wait) {
  let waiting;
  return () => { clearTimeout(waiting); waiting = setTimeout(work, wait); };
}
