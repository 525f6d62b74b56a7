// Presses the chart's own picture button, which stays hidden because its label is English; nothing leaves the machine.
export default function ({ data, parentElement }) {
  for (const button of parentElement.querySelectorAll("button")) {
    const options = data.options[button.dataset.kind];
    button.setAttribute("aria-label", `${button.textContent}: ${data.title}`);
    button.onclick = () => save(data.card, options);
  }
}

// Plotly reads its options at the click: they are lent for as long as it lasts.
function save(card, options) {
  const plot = document.querySelector(`.${card} .js-plotly-plot`);
  const button = plot && plot.querySelector(".modebar-btn");
  if (!button) return;
  const kept = plot._context.toImageButtonOptions;
  plot._context.toImageButtonOptions = options;
  try {
    button.click();
  } finally {
    plot._context.toImageButtonOptions = kept;
  }
}
