// The mouse on a map: what lies under it is ringed and named, a click hands it on; and the buttons that zoom.
const part = (name) => document.getElementById(name);

export function pointing(view, { named, clicked }) {
  const on = view.element;
  const at = (event) => { const box = on.getBoundingClientRect(); return view.find(event.clientX - box.left, event.clientY - box.top); };
  const tip = part("map-tip");
  const point = (what) => {
    on.classList.toggle("over-mark", Boolean(what));
    if (what?.group === view.pointed?.group && what?.claim === view.pointed?.claim) return;
    view.point(what);
    tip.hidden = !what;
    if (!what) return;
    const { x, y, r } = view.onPage(what);
    tip.textContent = named(what);
    tip.style.left = `${Math.max(4, Math.min(x - tip.offsetWidth / 2, on.clientWidth - tip.offsetWidth - 4))}px`;
    tip.style.top = `${y - r - tip.offsetHeight - 8 > 0 ? y - r - tip.offsetHeight - 8 : y + r + 8}px`;
  };
  on.addEventListener("mousemove", (event) => point(event.buttons ? null : at(event)));
  on.addEventListener("mouseleave", () => point(null));
  view.map.on("click", ({ originalEvent }) => clicked(at(originalEvent)));
}

export function zooming(view) {
  part("map-in").addEventListener("click", () => view.map.zoomIn());
  part("map-out").addEventListener("click", () => view.map.zoomOut());
  part("map-whole").addEventListener("click", () => view.go(null));
}
