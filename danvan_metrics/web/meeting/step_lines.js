// Sentences on a meeting's screen, as large as fit; the lead of each leads to its rows.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const open = (link) => setTriggerValue("open", link);
  root.replaceChildren(
    ...data.rows.map((row) => {
      const item = document.createElement("li");
      const lead = row.link ? makeLink(row.link, row.lead, open) : document.createElement("span");
      lead.textContent = row.lead;
      lead.className = row.grave ? "lead grave" : "lead";
      item.append(lead, row.text);
      return item;
    })
  );
  const spread = (_, room) => root.style.setProperty("--tall", `${Math.min(room, data.rows.length * 0.16 * window.innerHeight)}px`);
  return fitScreen(root, 3.8, spread);
}
