// A chart leaves as a picture: dots by Plotly's own button, which stays hidden because its label is English, and which the chart's
// settings tell how large; lines as they stand on the page. Nothing leaves the machine.
const DRAWING = "http://www.w3.org/2000/svg";

export default function ({ data, parentElement, setTriggerValue }) {
  for (const button of parentElement.querySelectorAll("button")) {
    button.setAttribute("aria-label", `${button.textContent}: ${data.title}`);
    button.onclick = () => SAVE[button.dataset.kind](document.querySelector(`.${data.card} .js-plotly-plot`), data);
  }
  const tell = () => tellScreen(data, setTriggerValue);
  tell();
  window.addEventListener("resize", tell);
  return () => window.removeEventListener("resize", tell);
}

// Charts are drawn with larger letters where the window is wide; the first of a page's charts says so for all of them.
const WIDE = 1700;
function tellScreen(data, setTriggerValue) {
  const wide = window.innerWidth >= WIDE;
  if (data.wide === null || wide === data.wide) return void (window.danvanWide = undefined);
  if (window.danvanWide === wide) return;
  window.danvanWide = wide;
  setTriggerValue("screen", wide ? "wide" : "narrow");
}

const SAVE = {
  png: (plot) => plot?.querySelector(".modebar-btn")?.click(),
  svg: (plot, data) => plot && saveDrawing(plot, data),
};

// The layers of the chart one over the other, on white, as wide as a page's text.
function saveDrawing(plot, data) {
  const layers = [...plot.querySelectorAll(".main-svg")];
  const [width, height] = ["width", "height"].map((side) => Number(layers[0].getAttribute(side)));
  const drawing = document.createElementNS(DRAWING, "svg");
  const paper = document.createElementNS(DRAWING, "rect");
  const sizes = { width: data.width, height: Math.round((data.width * height) / width), viewBox: `0 0 ${width} ${height}` };
  for (const [name, value] of Object.entries(sizes)) drawing.setAttribute(name, value);
  for (const [name, value] of Object.entries({ width, height, fill: "#ffffff" })) paper.setAttribute(name, value);
  drawing.append(paper, ...layers.map((layer) => layer.cloneNode(true)));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" }));
  link.download = data.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
