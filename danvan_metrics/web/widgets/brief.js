export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  root.replaceChildren(
    ...data.rows.map((row) => {
      const item = document.createElement("li");
      const go = (link) => {
        const card = row.scroll && document.querySelector(`.st-key-${row.scroll}`);
        if (card) card.scrollIntoView({ behavior: "smooth", block: "center" });
        else setTriggerValue("open", link);
      };
      const lead = row.link ? makeLink(row.link, row.lead, go) : document.createElement("span");
      if (!row.link) lead.textContent = row.lead;
      if (row.grave) lead.className = "grave";
      item.append(lead, row.text);
      return item;
    })
  );
}
