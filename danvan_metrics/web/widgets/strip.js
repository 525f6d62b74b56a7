// The strip of key figures: each opens what made it. Text only, never HTML.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  root.replaceChildren(
    ...data.figures.map((figure, index) => {
      const box = document.createElement("div");
      const label = document.createElement("dt");
      label.textContent = figure.label;
      const value = document.createElement("dd");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = figure.value;
      button.title = "Xem nguồn số liệu";
      button.setAttribute("aria-label", `${figure.label}: ${figure.value}. Xem nguồn số liệu`);
      button.addEventListener("click", () => setTriggerValue("open", String(index)));
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
