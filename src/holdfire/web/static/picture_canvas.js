// A picture on a canvas at some size, with its control points; what is clicked is told in the picture's own pixels.
const RADIUS = 7;

export class Picture {
  constructor(canvas, scroll) {
    this.canvas = canvas;
    this.scroll = scroll;
    this.image = null;
    this.points = [];
    this.size = "fit";
    this.clicked = () => {};
    canvas.addEventListener("click", (event) => this.#click(event));
    new ResizeObserver(() => { if (this.size === "fit") this.#draw(); }).observe(scroll);
  }

  get width() { return this.image.width; }

  get height() { return this.image.height; }

  async show(file) {
    this.image = await createImageBitmap(file);
    const own = new OffscreenCanvas(this.width, this.height);
    this.pixels = own.getContext("2d", { willReadFrequently: true });
    this.pixels.drawImage(this.image, 0, 0);
    this.scroll.hidden = false;
    this.#draw();
  }

  zoom(size) {
    this.size = size;
    this.#draw();
  }

  mark(points) {
    this.points = points;
    this.#draw();
  }

  async overlay(canvas, base64) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const drawn = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    canvas.width = drawn.width;
    canvas.height = drawn.height;
    canvas.getContext("2d").drawImage(drawn, 0, 0);
  }

  #scale() {
    return this.size === "fit" ? Math.min(1, this.scroll.clientWidth / this.width) : Number(this.size);
  }

  #draw() {
    if (!this.image || !this.scroll.clientWidth) return;
    const scale = this.#scale();
    this.canvas.width = Math.round(this.width * scale);
    this.canvas.height = Math.round(this.height * scale);
    const pen = this.canvas.getContext("2d");
    pen.imageSmoothingEnabled = scale < 1;
    pen.drawImage(this.image, 0, 0, this.canvas.width, this.canvas.height);
    pen.font = "600 12px sans-serif";
    this.points.forEach(({ x, y }, number) => {
      if (Number.isNaN(x) || Number.isNaN(y)) return;
      this.#cross(pen, x * scale, y * scale, String(number + 1));
    });
  }

  #cross(pen, x, y, word) {
    for (const [width, colour] of [[4, "#fff"], [1.5, "#000"]]) {
      pen.lineWidth = width;
      pen.strokeStyle = colour;
      pen.beginPath();
      pen.moveTo(x - RADIUS, y);
      pen.lineTo(x + RADIUS, y);
      pen.moveTo(x, y - RADIUS);
      pen.lineTo(x, y + RADIUS);
      pen.stroke();
    }
    pen.lineWidth = 3;
    pen.strokeStyle = "#fff";
    pen.strokeText(word, x + RADIUS, y - RADIUS);
    pen.fillStyle = "#000";
    pen.fillText(word, x + RADIUS, y - RADIUS);
  }

  #click(event) {
    const scale = this.canvas.width / this.canvas.clientWidth / this.#scale();
    const x = Math.round(10 * event.offsetX * scale) / 10;
    const y = Math.round(10 * event.offsetY * scale) / 10;
    const at = [Math.min(this.width - 1, Math.floor(x)), Math.min(this.height - 1, Math.floor(y))];
    const [red, green, blue] = this.pixels.getImageData(...at, 1, 1).data;
    const colour = `#${[red, green, blue].map((one) => one.toString(16).padStart(2, "0")).join("")}`;
    this.clicked(x, y, colour);
  }
}
