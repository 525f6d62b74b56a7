// On paper every chart is as large as a page allows: Plotly draws for the screen's width and cannot be asked to draw anew in time.
if (!window.danvanPrints) {
  window.danvanPrints = true;
  const WIDE = 1040, HIGH = 575; // CSS pixels that A4 landscape leaves inside its margins
  const charts = () => [...document.querySelectorAll(".stPlotlyChart")];
  window.addEventListener("beforeprint", () => {
    for (const chart of charts()) {
      const drawing = chart.querySelector(".main-svg");
      if (!drawing) continue;
      const [width, height] = ["width", "height"].map((side) => Number(drawing.getAttribute(side)));
      chart.style.zoom = Math.min(WIDE / width, HIGH / height);
      chart.style.width = `${width}px`;
    }
  });
  window.addEventListener("afterprint", () => {
    for (const chart of charts()) chart.style.zoom = chart.style.width = "";
  });
}
