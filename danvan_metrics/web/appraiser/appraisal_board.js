// Every school in every round, and where its appraisal stands; the name opens the desk. textContent only.
const COLUMNS = [
  ["Trường", ""], ["Trạng thái", ""], ["Tổ, đoàn", ""], ["Đã kiểm", "number"], ["Cần kiểm lại", "number"], ["Hạn trường ý kiến", "number"],
];

function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function drawRow(row, open) {
  const line = make("tr");
  const name = make("th");
  name.scope = "row";
  const opener = make("button", "", row.school);
  opener.type = "button";
  opener.setAttribute("aria-label", `Mở phiếu ${row.school}, ${row.stage_words}`);
  opener.addEventListener("click", () => open(row.opens));
  name.append(opener);
  const stage = make("td");
  stage.append(make("span", `stage ${row.stage}`, row.stage_words));
  line.append(
    name, stage, make("td", row.team ? "" : "quiet", row.team || "chưa có"), make("td", "number", row.checked), make("td", "number", row.recheck),
    make("td", row.late ? "number late" : "number", row.due)
  );
  return line;
}

// Arrow keys walk the schools; Tab goes through them too.
function walk(event, table) {
  const by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
  if (!by || event.target.tagName !== "BUTTON") return;
  const all = [...table.querySelectorAll("button")];
  const next = all[all.indexOf(event.target) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const table = make("table");
  const head = make("tr");
  for (const [words, className] of COLUMNS) {
    const cell = make("th", className, words);
    cell.scope = "col";
    head.append(cell);
  }
  const top = make("thead");
  top.append(head);
  table.append(make("caption", "", data.caption), top);
  for (const round of data.rounds) {
    const body = make("tbody");
    const title = make("tr");
    const band = make("th", "band", round.title);
    band.colSpan = COLUMNS.length;
    band.scope = "rowgroup";
    title.append(band);
    body.append(title, ...round.rows.map((row) => drawRow(row, (value) => setTriggerValue("open", value))));
    table.append(body);
  }
  table.addEventListener("keydown", (event) => walk(event, table));
  root.replaceChildren(table);
}
