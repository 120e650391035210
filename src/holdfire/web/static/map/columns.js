// The binary answer of /api/map/columns: a JSON header and typed arrays that lie behind it.
const TYPES = { i4: Int32Array, u4: Uint32Array, f4: Float32Array, f8: Float64Array, u1: Uint8Array };

export const OFF_MAP = 0xffffffff;

export async function ask(address) {
  const answer = await fetch(address);
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => ({}));
  throw new Error(typeof told.detail === "string" ? told.detail : `The app did not answer (${answer.status}).`);
}

export async function columns() {
  const buffer = await (await ask("/api/map/columns")).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const arrays = {};
  for (const { name, type, offset, of } of head.columns) arrays[name] = new TYPES[type](buffer, 4 + length + offset, of);
  return { ...head, ...arrays };
}
