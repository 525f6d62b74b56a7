export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  root.replaceChildren(
    ...data.rows.map((row, index) => {
      const item = document.createElement("li");
      const lead = document.createElement("strong");
      lead.textContent = row.lead;
      const link = document.createElement("button");
      link.type = "button";
      link.textContent = "Xem";
      link.setAttribute("aria-label", `Xem: ${row.lead}`);
      link.addEventListener("click", () => {
        const card = row.scroll && document.querySelector(`.st-key-${row.scroll}`);
        if (card) card.scrollIntoView({ behavior: "smooth", block: "center" });
        else setTriggerValue("open", String(index));
      });
      item.append(lead, row.text + " ", link);
      return item;
    })
  );
}
