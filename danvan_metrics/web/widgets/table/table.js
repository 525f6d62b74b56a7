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
    swatch.style.setProperty("--ink", data.marks[mark].ink);
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

// What stands in brackets may step aside where the table is narrow; the cell's words say it too.
function drawNote(text) {
  const note = make("span", "note");
  for (const part of text.split(/( ?\([^)]*\))/)) if (part) note.append(part.includes("(") ? make("span", "aside", part) : part);
  return note;
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
  if (cell.note) parts.push(drawNote(cell.note));
  if (cell.alert) parts.push(make("span", "alert", cell.alert));
  return parts;
}

function drawCell(cell, place, data, open) {
  const mark = cell.mark ? data.marks[cell.mark] : null;
  const box = make(place.index === 0 ? "th" : "td", `${place.align} ${mark ? `marked ${mark.pattern}` : ""}`);
  if (place.index === 0) box.scope = "row";
  if (mark) box.style.setProperty("--fill", mark.color);
  if (mark) box.style.setProperty("--ink", mark.ink);
  const content = cell.opens ? makeLink(cell.opens, "", open) : box;
  content.append(...drawContent(cell, mark));
  const listed = cell.details.length > 0 && cell.opens;
  if (cell.words && !listed) box.title = cell.words;
  if (cell.act) content.className = "act";
  if (cell.opens) {
    if (cell.words) content.setAttribute("aria-label", cell.words);
    box.append(content);
  } else if (cell.words && mark) {
    box.setAttribute("aria-label", cell.words);
  }
  if (listed) place.panel.attach(box, content, cell);
  return box;
}

const HEADER = 48; // pixels of the page's head, which covers what is under it

// What keeps a cell from all, listed where it is pointed at or focused, with the act that follows from it.
function makePanel(root, open) {
  const box = make("div", "panel");
  box.id = "panel";
  box.hidden = true;
  let shown = null;
  let waiting = 0;
  let left = null; // the cell just gone back to, which does not open the panel again
  const hide = () => {
    clearTimeout(waiting);
    box.hidden = true;
    shown?.removeAttribute("aria-describedby");
    shown = null;
  };
  const wait = (act, time) => {
    clearTimeout(waiting);
    waiting = setTimeout(act, time);
  };
  const fill = (link, cell) => {
    const list = make("ul", "");
    for (const line of cell.details) list.append(make("li", "", line));
    const acts = make("p", "acts");
    if (cell.task) acts.append(makeLink(cell.task, "Giao việc", open));
    acts.append(makeLink(cell.opens, cell.to, open));
    box.replaceChildren(make("p", "told", cell.words), list, acts);
    link.setAttribute("aria-describedby", box.id);
    shown = link;
  };
  const place = (cell) => {
    const frame = root.getBoundingClientRect();
    const own = cell.getBoundingClientRect();
    box.hidden = false;
    box.style.maxHeight = "none";
    const room = { above: own.top - HEADER, below: window.innerHeight - own.bottom };
    const above = box.offsetHeight > room.below && room.above > room.below;
    box.style.maxHeight = `${Math.max(above ? room.above : room.below, 120)}px`;
    box.style.top = `${(above ? own.top - box.offsetHeight : own.bottom) - frame.top}px`;
    box.style.left = `${Math.max(0, Math.min(own.left - frame.left, frame.width - box.offsetWidth))}px`;
  };
  const show = (cell, link, data) => {
    if (shown === link) return clearTimeout(waiting);
    shown?.removeAttribute("aria-describedby");
    fill(link, data);
    place(cell);
  };
  const goBack = () => {
    left = shown;
    shown?.focus();
    hide();
    left = null;
  };
  box.addEventListener("pointerenter", () => clearTimeout(waiting));
  box.addEventListener("pointerleave", () => wait(hide, 250));
  box.addEventListener("focusout", (event) => box.contains(event.relatedTarget) || hide());
  box.addEventListener("keydown", (event) => event.key === "Escape" && (event.preventDefault(), goBack()));
  return {
    box,
    attach(cell, link, data) {
      cell.addEventListener("pointerenter", () => wait(() => show(cell, link, data), 180));
      cell.addEventListener("pointerleave", () => wait(hide, 250));
      link.addEventListener("focus", () => left === link || wait(() => show(cell, link, data), 0));
      link.addEventListener("blur", (event) => box.contains(event.relatedTarget) || wait(hide, 150));
      link.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !box.hidden) event.preventDefault(), hide(); // a meeting ends with the next one
        if (event.key !== "g" || box.hidden) return; // from the cell straight to its act
        event.preventDefault();
        box.querySelector("a").focus();
      });
    },
  };
}

function drawCells(cells, data, open, panel) {
  const drawn = [];
  cells.forEach((cell, index) => {
    if (cell.joined && drawn.length) drawn[drawn.length - 1].colSpan += 1;
    else drawn.push(drawCell(cell, { index, align: data.align[index] || "l", panel }, data, open));
  });
  return drawn;
}

function drawBody(data, open, panel) {
  return data.bands.map((band) => {
    const body = make("tbody", band.total ? "total" : "");
    band.rows.forEach((cells, position) => {
      const row = make("tr", "");
      if (position === 0 && data.bands.some((one) => one.title)) {
        const title = make("th", "band", band.title);
        title.scope = "rowgroup";
        title.rowSpan = band.rows.length;
        row.append(title);
      }
      row.append(...drawCells(cells, data, open, panel));
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
  const button = next && next.querySelector("a");
  if (!button) return;
  event.preventDefault();
  button.focus();
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const grid = /^nm+nn$|^nm{6,}$/.test(data.align) ? " grid" : ""; // the scorecard: groups with what stands beside them
  const table = make("table", data.dense && !data.size ? `dense${grid}` : "");
  const caption = make("caption", "", data.caption);
  const open = (value) => setTriggerValue("open", value);
  const panel = makePanel(root, open);
  table.append(caption, drawHead(data), ...drawBody(data, open, panel));
  table.addEventListener("keydown", (event) => walk(event, table));
  const scroller = make("div", "scroller");
  scroller.append(table);
  root.classList.toggle("large", data.size === "screen");
  root.classList.toggle("roomy", data.size === "meeting");
  const legend = data.legend.length || data.notes.length ? drawLegend(data) : null;
  root.replaceChildren(...(legend ? [legend] : []), scroller, panel.box);
  if (data.size === "screen") return fitScreen(root, table.rows.length > 6 ? 3 : 3.6, (_, room) => fill(table, room - (legend?.offsetHeight || 0)));
  return legend ? keepBelow(root, legend) : undefined;
}

// On a meeting's screen the rows share the height there is, unless they are so few that they would stand lost.
function fill(table, room) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).length;
  const most = table.tHead.offsetHeight + Math.max(rows * 0.13, Math.min(rows * 0.22, 0.55)) * window.innerHeight;
  table.style.setProperty("--tall", `${Math.floor(Math.max(table.offsetHeight, Math.min(room - 4, most)))}px`);
}

// The headings stick below the legend, whose height follows the width of the screen.
function keepBelow(root, legend) {
  const watch = new ResizeObserver(() => root.style.setProperty("--legend", `${legend.offsetHeight}px`));
  watch.observe(legend);
  return () => watch.disconnect();
}
