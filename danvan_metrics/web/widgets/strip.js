// The strip of key figures: each opens what made it. Text only, never HTML.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  root.classList.toggle("pairs", data.pairs === true);
  root.replaceChildren(
    ...data.figures.map((figure) => {
      const box = document.createElement("div");
      const label = document.createElement("dt");
      label.textContent = figure.label;
      const value = document.createElement("dd");
      const button = figure.link ? makeLink(figure.link, figure.value, (link) => setTriggerValue("open", link)) : document.createElement("span");
      if (!figure.link) button.textContent = figure.value;
      if (figure.link) {
        button.title = "Xem nguồn số liệu";
        button.setAttribute("aria-label", `${figure.label}: ${figure.value}. Xem nguồn số liệu`);
      }
      value.append(button);
      box.append(label, value);
      if (figure.note) {
        const note = document.createElement("dd");
        note.className = "note";
        note.textContent = figure.note;
        box.append(note);
      }
      return box;
    })
  );
}
