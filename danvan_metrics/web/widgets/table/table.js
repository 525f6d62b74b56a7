// Builds the table with textContent only: nothing that comes from a workbook is ever read as HTML.

function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function drawLegend(data) {
  const list = make("ul", "legend");
  list.setAttribute("aria-label", "Chú giải");
  for (const [mark, words] of data.legend) {
    const item = make("li", "");
    const swatch = make("span", `swatch ${data.marks[mark].pattern}`, data.marks[mark].symbol);
    swatch.style.setProperty("--fill", data.marks[mark].color);
    swatch.setAttribute("aria-hidden", "true");
    item.append(swatch, make("span", "", words));
    list.append(item);
  }
  for (const note of data.notes) list.append(make("li", "note", note));
  return list;
}

function drawHead(data) {
  const head = make("thead", "");
  data.headings.forEach((headings, index) => {
    const row = make("tr", index < data.headings.length - 1 ? "upper" : "lower");
    if (data.band_heading !== "" && index === 0) row.append(heading(data.band_heading, 1, data.headings.length, "band"));
    headings.forEach((one, place) => {
      const align = data.headings.length === 1 ? data.align[place] : "";
      const cell = heading(one.text, one.span, one.rows, align);
      if (one.words) cell.title = one.words;
      row.append(cell);
    });
    head.append(row);
  });
  return head;
}

function heading(text, span, rows, className) {
  const cell = make("th", className, text);
  cell.scope = span > 1 ? "colgroup" : "col";
  cell.colSpan = span;
  cell.rowSpan = rows;
  return cell;
}

function drawContent(cell, mark) {
  const parts = [];
  if (mark) {
    const symbol = make("span", "symbol", mark.symbol);
    symbol.setAttribute("aria-hidden", "true");
    parts.push(symbol);
  }
  if (cell.text) parts.push(make("span", cell.strong ? "strong" : "", cell.text));
  if (cell.tag) parts.push(make("span", "tag", cell.tag));
  if (cell.note) parts.push(make("span", "note", cell.note));
  return parts;
}

function drawCell(cell, place, data, open) {
  const mark = cell.mark ? data.marks[cell.mark] : null;
  const box = make(place.index === 0 ? "th" : "td", `${place.align} ${mark ? `marked ${mark.pattern}` : ""}`);
  if (place.index === 0) box.scope = "row";
  if (mark) box.style.setProperty("--fill", mark.color);
  const content = cell.opens ? make("button", "") : box;
  content.append(...drawContent(cell, mark));
  if (cell.words) box.title = cell.words;
  if (cell.opens) {
    content.type = "button";
    if (cell.words) content.setAttribute("aria-label", cell.words);
    content.addEventListener("click", () => open(cell.opens));
    box.append(content);
  } else if (cell.words && mark) {
    box.setAttribute("aria-label", cell.words);
  }
  return box;
}

function drawBody(data, open) {
  return data.bands.map((band) => {
    const body = make("tbody", "");
    band.rows.forEach((cells, position) => {
      const row = make("tr", "");
      if (position === 0 && data.bands.some((one) => one.title)) {
        const title = make("th", "band", band.title);
        title.scope = "rowgroup";
        title.rowSpan = band.rows.length;
        row.append(title);
      }
      cells.forEach((cell, index) => row.append(drawCell(cell, { index, align: data.align[index] || "l" }, data, open)));
      body.append(row);
    });
    return body;
  });
}

// Arrow keys walk the cells that open something; Tab goes through them in reading order.
function walk(event, table) {
  const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
  const cell = event.target.closest("td, th");
  if (!step || !cell) return;
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const fromRight = cell.parentElement.cells.length - cell.cellIndex;
  const row = rows[rows.indexOf(cell.parentElement) + step[0]];
  const next = row && row.cells[row.cells.length - fromRight + step[1]];
  const button = next && next.querySelector("button");
  if (!button) return;
  event.preventDefault();
  button.focus();
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const table = make("table", data.dense ? "dense" : "");
  const caption = make("caption", "", data.caption);
  table.append(caption, drawHead(data), ...drawBody(data, (value) => setTriggerValue("open", value)));
  table.addEventListener("keydown", (event) => walk(event, table));
  const scroller = make("div", "scroller");
  scroller.append(table);
  const legend = data.legend.length || data.notes.length ? drawLegend(data) : null;
  root.replaceChildren(...(legend ? [legend] : []), scroller);
  return legend ? keepBelow(root, legend) : undefined;
}

// The headings stick below the legend, whose height follows the width of the screen.
function keepBelow(root, legend) {
  const watch = new ResizeObserver(() => root.style.setProperty("--legend", `${legend.offsetHeight}px`));
  watch.observe(legend);
  return () => watch.disconnect();
}
