// The desk's table. What is typed lives here as drafts (kept through every rerun, and through a reload of the page), and is
// sent line by line; each save has a number and is asked again under the same number until it is answered.
// Built with textContent only: nothing that comes from a workbook is ever read as HTML.

const PATIENCE = 12000; // milliseconds until an unanswered save is asked again
const FIELDS = ["to_do", "done", "choice", "dated", "seen", "method", "reason", "outcome"];
const NO_VALUE = ["unproven", "uncheckable", "not_applicable"];
const FILTERS = [
  ["all", "Mọi dòng", () => true],
  ["unjudged", "Chưa kiểm", (line) => line.state === "unjudged" && line.applicable],
  ["recheck", "Cần kiểm lại", (line) => line.state === "recheck"],
  ["differs", "Lệch nhau", (line) => line.state === "differs"],
  ["objected", "Trường có ý kiến", (line) => line.state === "objected"],
];
const COLUMNS = [
  ["code", "Mã"], ["text", "Nội dung"], ["declared", "Tự khai"], ["evidence", "Minh chứng"], ["seen", "Đã xem"], ["method", "Cách kiểm tra"],
  ["value", "Thẩm định"], ["outcome", "Kết quả"], ["reason", "Lý do"], ["saved", "Lưu"],
];
const OFFICE = ["seen", "method", "value", "outcome", "reason", "saved"];
const CHOSEN = { m: "unproven", t: "uncheckable", a: "not_applicable" };
const METHODS = { h: "papers", q: "observation", p: "interview" };

function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function button(text, act, className = "") {
  const element = make("button", className, text);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (!root.desk || root.desk.name !== data.desk) root.desk = new Desk(root, data.desk);
  root.desk.send = (acts) => setTriggerValue("act", { acts });
  root.desk.receive(data);
}

class Desk {
  constructor(root, name) {
    this.root = root;
    this.name = name;
    this.drafts = this.recall();
    this.failures = {}; // by line: why it was not saved, and what another one saved there
    this.waiting = new Map(); // by number: what was asked and is not answered yet
    this.turn = []; // lines to be saved next
    this.rows = new Map();
    this.now = "";
    this.filter = "all";
    this.counter = 0;
  }

  recall() {
    try {
      return JSON.parse(sessionStorage.getItem(`danvan-desk-${this.name}`)) || {};
    } catch {
      return {};
    }
  }

  remember() {
    try {
      sessionStorage.setItem(`danvan-desk-${this.name}`, JSON.stringify(this.drafts));
    } catch {
      // a full or forbidden storage costs only the reload's memory
    }
  }

  // ── what the server says ──

  receive(data) {
    this.data = data;
    this.lines = data.groups.flatMap((group) => group.lines);
    const shape = JSON.stringify([data.editable, this.lines.map((line) => line.code)]);
    if (shape !== this.shape) {
      this.shape = shape;
      this.build();
    }
    this.hear(data.answers);
    for (const line of this.lines) {
      const row = this.rows.get(line.code);
      row.line = line;
      this.fill(row);
    }
    this.count();
    this.choose(this.filter);
    this.flush();
  }

  hear(answers) {
    for (const [number, asked] of [...this.waiting]) {
      const told = answers[number];
      if (!told) continue;
      this.waiting.delete(number);
      clearTimeout(asked.timer);
      if (asked.act === "save") this.hearSave(asked, told);
      else this.say(told.text, !told.done);
      if (told.file) putAmongDownloads(told.file);
    }
  }

  hearSave(asked, told) {
    const draft = this.drafts[asked.line];
    if (told.done) {
      delete this.failures[asked.line];
      if (draft && same(draft, asked)) delete this.drafts[asked.line];
      else if (draft) draft.revision = told.revision; // typed on meanwhile: the next save stands on this one
      this.say(told.text, false);
    } else {
      this.failures[asked.line] = told;
      if (draft) draft.submission = this.data.submission; // what the school declares now stands beside it from here on
      this.turn = this.turn.filter((code) => code !== asked.line);
      this.say(`${asked.line} chưa lưu: ${told.text}`, true);
    }
    this.remember();
  }

  say(text, bad) {
    this.said.textContent = text || "";
    this.said.className = bad ? "said bad" : "said";
  }

  // ── saving ──

  ask(act, given = {}) {
    const number = `${Date.now().toString(36)}-${++this.counter}`;
    this.waiting.set(number, { number, act, ...given });
    this.deliver();
  }

  deliver() {
    const acts = [...this.waiting.values()].map(({ timer, ...asked }) => asked);
    if (acts.length) this.send(acts);
    for (const asked of this.waiting.values()) {
      clearTimeout(asked.timer);
      asked.timer = setTimeout(() => this.waiting.has(asked.number) && this.deliver(), PATIENCE);
    }
  }

  // A line on its way is asked again only when it has been answered: the next save must stand on that revision.
  flush() {
    const going = new Set([...this.waiting.values()].map((asked) => asked.line));
    const ready = this.turn.filter((code) => !going.has(code) && this.drafts[code]);
    this.turn = this.turn.filter((code) => going.has(code));
    for (const code of ready) this.ask("save", { line: code, ...this.drafts[code] });
  }

  save(row) {
    const draft = this.drafts[row.line.code];
    if (!draft) return true;
    if (this.failures[row.line.code]?.theirs) return false; // one of the two is chosen below the line
    const lacking = this.findLacking(row.line, draft);
    if (lacking) {
      this.failures[row.line.code] = { text: lacking.text };
      this.fill(row);
      return false;
    }
    if ([...this.waiting.values()].some((asked) => asked.line === row.line.code && same(draft, asked))) return true; // on its way
    delete this.failures[row.line.code];
    if (!this.turn.includes(row.line.code)) this.turn.push(row.line.code);
    this.flush();
    this.fill(row);
    return true;
  }

  findLacking(line, draft) {
    if (!draft.outcome && !hasValue(line, draft)) return { text: "chưa có giá trị thẩm định hoặc kết quả", field: "value" };
    if (this.asksReason(line, draft) && !draft.reason.trim()) return { text: "cần ghi lý do", field: "reason" };
    return null;
  }

  asksReason(line, values) {
    if (values.outcome) return line.reasons[values.outcome];
    const foreseen = line.entry.kind === "choice" && line.entry.outcomes[values.choice];
    if (foreseen) return foreseen.reason;
    return hasValue(line, values) && !asDeclared(line, values);
  }

  // ── the page ──

  build() {
    const data = this.data;
    const bar = make("div", "bar");
    this.progress = make("span", "progress");
    const meter = make("span", "meter");
    meter.setAttribute("aria-hidden", "true");
    this.meter = make("span");
    meter.append(this.meter);
    this.filters = make("div", "filters");
    this.filters.setAttribute("role", "group");
    this.filters.setAttribute("aria-label", "Chỉ xem");
    for (const [name] of FILTERS) {
      const one = button("", () => this.choose(name));
      one.dataset.name = name;
      this.filters.append(one);
    }
    this.said = make("span", "said");
    this.said.setAttribute("role", "status");
    bar.append(this.progress, meter, this.filters);
    if (data.editable) {
      this.next = button("Dòng chưa kiểm tiếp theo (n)", () => this.goNext());
      this.accept = button("", () => this.offerAccept(true));
      this.agreed = button("", () => this.acceptAll(), "first");
      this.declined = button("Thôi", () => this.offerAccept(false));
      bar.append(this.next, this.accept, this.agreed, this.declined);
    }
    bar.append(button("Tới các bước sau", goOn), this.said);
    if (data.editable) bar.append(drawKeys());
    this.bar = bar;
    const table = make("table");
    table.append(make("caption", "", "Phiếu thẩm định: từng dòng, tự khai, minh chứng và thẩm định"), drawColumns(), drawHead());
    this.rows = new Map();
    this.groups = [];
    for (const group of data.groups) table.append(this.buildGroup(group));
    this.none = make("p", "none", "Không có dòng nào ở mục này.");
    this.root.replaceChildren(bar, table, this.none);
    table.addEventListener("keydown", (event) => this.press(event));
    table.addEventListener("focusin", (event) => this.enter(event));
    table.addEventListener("focusout", (event) => this.leave(event));
    if (data.editable) this.offerAccept(false);
    new ResizeObserver(() => this.root.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
    const now = data.editable && this.rows.get(this.now);
    this.now = "";
    if (now) this.unfold(now, { scroll: false }); // drawn anew because of what was pressed below the table: stay there
  }

  buildGroup(group) {
    const body = make("tbody");
    const title = make("tr", "group");
    const band = make("th", "band", group.title);
    band.colSpan = COLUMNS.length;
    band.scope = "rowgroup";
    title.append(band);
    body.append(title);
    this.groups.push({ title, codes: group.lines.map((line) => line.code) });
    for (const line of group.lines) {
      const row = this.buildRow(line);
      body.append(row.element, row.more);
      this.rows.set(line.code, row);
    }
    return body;
  }

  buildRow(line) {
    const element = make("tr", line.applicable ? "line" : "line apart");
    const more = make("tr", "more");
    more.hidden = true;
    const cells = {};
    for (const [name] of COLUMNS) {
      cells[name] = make(name === "code" ? "th" : "td", OFFICE.includes(name) ? "office" : "");
      element.append(cells[name]);
    }
    cells.code.scope = "row";
    const code = button(line.code, () => code.focus(), "codebutton");
    code.setAttribute("aria-label", `${line.code}: ${line.title ? `${line.title}, ` : ""}${line.text}`);
    cells.code.append(code);
    const box = make("td");
    box.colSpan = COLUMNS.length;
    more.append(box);
    element.dataset.line = line.code;
    more.dataset.line = line.code;
    element.addEventListener("click", (event) => {
      if (!event.target.closest("button, input, select, textarea, label")) code.focus();
    });
    return { line, element, more, box, cells, code, inputs: null };
  }

  // Text that does not move is written anew; inputs keep what is typed in them.
  fill(row) {
    const { line, cells } = row;
    put(cells.text, line.title && make("div", "title", line.title), make("div", "clamp", line.text));
    put(cells.declared, make("div", line.declared.value ? "strong clamp" : "note clamp", line.declared.words));
    this.fillEvidence(row);
    if (row.inputs) this.fillInputs(row);
    else this.fillWords(row);
    this.fillOutcome(row);
    this.fillSaved(row);
    this.fillMore(row);
  }

  fillEvidence(row) {
    const { line, cells } = row;
    const seen = line.codes.filter((piece) => piece.seen).length;
    const ticked = seen ? `, đã xem ${seen}/${line.codes.length} mã` : "";
    const many = line.pieces === null ? null : make("span", "strong", `${line.pieces} minh chứng${ticked}`);
    const words = line.evidence && make("div", "clamp note one", line.evidence);
    put(cells.evidence, many, words, !many && !words && make("span", "note", "không nêu"), this.drawPieces(row));
    const boxes = cells.evidence.querySelectorAll(".piece input");
    boxes.forEach((box, place) => (box.checked = line.codes[place].seen));
  }

  drawPieces(row) {
    if (!row.line.codes.length || !row.inputs) return null;
    const pieces = make("div", "pieces");
    for (const { code } of row.line.codes) {
      const label = make("label", "piece");
      const box = make("input");
      box.type = "checkbox";
      box.setAttribute("aria-label", `Đã xem ${code}`);
      box.addEventListener("change", () => this.ask("tick", { code, seen: box.checked }));
      label.append(box, make("span", "", code));
      pieces.append(label);
    }
    return pieces;
  }

  values(line) {
    return this.drafts[line.code] || startDraft(line);
  }

  fillWords(row) {
    const { line, cells } = row;
    const draft = this.drafts[line.code];
    const shown = draft || line.verdict;
    put(cells.seen, shown && shown.seen);
    put(cells.method, shown && shown.method && labelOf(this.data.methods, shown.method));
    const words = draft ? wordValue(line, draft) : line.verdict && line.verdict.words;
    put(cells.value, words && make("span", "strong", words));
    put(cells.reason, shown && shown.reason && make("div", "clamp", shown.reason));
  }

  fillOutcome(row) {
    const { line, cells } = row;
    const draft = this.drafts[line.code];
    if (row.inputs) {
      row.inputs.auto.textContent = this.foresee(line, this.values(line));
      return;
    }
    if (draft) put(cells.outcome, make("span", "unsaved", draft.outcome ? this.data.words[draft.outcome] : this.foresee(line, draft)));
    else put(cells.outcome, line.verdict && make("span", line.verdict.outcome, line.verdict.outcome_words));
  }

  foresee(line, values) {
    if (values.outcome) return this.data.words[values.outcome];
    const draft = this.drafts[line.code];
    if (!draft && line.verdict) return line.verdict.outcome_words;
    if (!hasValue(line, values)) return "theo giá trị";
    const foreseen = line.entry.kind === "choice" && line.entry.outcomes[values.choice];
    if (foreseen) return foreseen.words;
    return asDeclared(line, values) ? this.data.words.confirmed : "khác tự khai";
  }

  fillSaved(row) {
    const { line, cells } = row;
    const code = line.code;
    const going = [...this.waiting.values()].some((asked) => asked.line === code) || this.turn.includes(code);
    const failure = this.failures[code];
    const parts = [];
    if (going) parts.push(make("div", "note", "đang lưu…"));
    else if (failure) parts.push(make("div", "bad", `chưa lưu: ${failure.theirs ? "người khác đã lưu trước" : failure.text}`));
    else if (this.drafts[code]) parts.push(make("div", "unsaved", "chưa lưu"));
    else if (line.verdict) parts.push(make("div", "note", line.saved ? `đã lưu ${line.saved}` : "đã lưu"));
    if (!going && !failure && !this.drafts[code] && line.verdict && line.verdict.who) parts.push(make("div", "note clamp one", line.verdict.who));
    if (line.said) parts.push(make("span", line.locked || line.state === "waiting" ? "tag quiet" : "tag", line.said));
    if (line.history.length && (row.inputs || row.element.classList.contains("now"))) {
      parts.push(button(`Lịch sử (${line.history.length})`, () => this.showHistory(row), "small"));
    }
    put(cells.saved, ...parts);
  }

  // ── the line worked on ──

  enter(event) {
    const element = event.target.closest("tr.line"); // below a line a button is pressed: nothing may move under the mouse
    const code = element && element.dataset.line;
    if (code && code !== this.now) this.unfold(this.rows.get(code));
  }

  leave(event) {
    const element = event.target.closest("tr");
    const code = element && element.dataset.line;
    if (!code || this.moving) return;
    const to = event.relatedTarget && event.relatedTarget.closest && event.relatedTarget.closest("tr");
    if (to && to.dataset.line === code) return;
    // The window alone losing the focus leaves no line; what was refused is sent again only once it is changed, or by Enter.
    if (document.hasFocus() && !this.failures[code]) this.save(this.rows.get(code));
  }

  unfold(row, { scroll } = { scroll: true }) {
    const before = this.now && this.now !== row.line.code ? this.rows.get(this.now) : null;
    this.now = row.line.code;
    if (before) this.fold(before);
    row.element.classList.add("now");
    if (this.data.editable && !row.line.locked && !row.inputs) this.buildInputs(row);
    this.fill(row);
    if (scroll) row.element.scrollIntoView({ block: "nearest" });
  }

  fold(row) {
    row.element.classList.remove("now");
    row.history = false;
    this.moving = true;
    row.inputs = null;
    this.fill(row);
    this.moving = false;
  }

  buildInputs(row) {
    const { line, cells } = row;
    const change = (field, value) => this.type(row, field, value);
    const inputs = (row.inputs = {});
    inputs.seen = drawInput(`Đã xem, số minh chứng, dòng ${line.code}`, "numeric", (value) => change("seen", value));
    inputs.method = drawSelect(`Cách kiểm tra, dòng ${line.code}`, [["", "—"], ...this.data.methods], (value) => change("method", value));
    inputs.outcome = drawSelect(`Kết quả, dòng ${line.code}`, [["", "Theo giá trị"], ...this.data.outcomes], (value) => change("outcome", value));
    inputs.auto = make("div", "note");
    inputs.reason = make("textarea");
    inputs.reason.rows = 2;
    inputs.reason.maxLength = 1000;
    inputs.reason.setAttribute("aria-label", `Lý do, dòng ${line.code}`);
    inputs.reason.addEventListener("input", () => change("reason", inputs.reason.value));
    put(cells.seen, inputs.seen);
    put(cells.method, inputs.method);
    put(cells.value, ...this.buildValue(row, change));
    put(cells.outcome, inputs.outcome, inputs.auto);
    put(cells.reason, inputs.reason);
  }

  buildValue(row, change) {
    const { line, inputs } = row;
    const name = `dòng ${line.code}`;
    if (line.entry.kind === "choice") {
      const labels = line.entry.labels.map(([code, label], place) => [code, `${place + 1} · ${label}`]);
      inputs.choice = drawSelect(`Thẩm định, ${name}`, [["", "—"], ...labels], (value) => change("choice", value));
      return [inputs.choice];
    }
    if (line.entry.kind === "date") {
      inputs.dated = drawInput(`Thẩm định, ngày, ${name}`, "text", (value) => change("dated", value));
      inputs.dated.placeholder = "dd/mm/yyyy";
      return [inputs.dated];
    }
    inputs.done = drawInput(line.entry.kind === "ratio" ? `Thẩm định, đã thực hiện, ${name}` : `Thẩm định, số, ${name}`, "numeric", (value) => change("done", value));
    if (line.entry.kind === "number") return [inputs.done];
    inputs.to_do = drawInput(`Thẩm định, phải thực hiện, ${name}`, "numeric", (value) => change("to_do", value));
    const pair = make("div", "pair");
    pair.append(inputs.done, make("span", "", "/"), inputs.to_do);
    return [pair];
  }

  fillInputs(row) {
    const values = this.values(row.line);
    for (const name of FIELDS) {
      const input = row.inputs[name];
      if (input && input.value !== values[name]) input.value = values[name];
    }
    const due = this.asksReason(row.line, values) && Boolean(this.drafts[row.line.code]);
    row.inputs.reason.required = due;
    row.inputs.reason.classList.toggle("due", due && !values.reason.trim());
    row.inputs.reason.placeholder = due ? "Cần ghi lý do" : "";
  }

  type(row, field, value) {
    const code = row.line.code;
    const draft = (this.drafts[code] ??= this.start(row.line));
    draft[field] = value;
    if (["to_do", "done", "choice", "dated"].includes(field) && value) draft.outcome = "";
    if (field === "outcome" && value) for (const name of ["to_do", "done", "choice", "dated"]) draft[name] = "";
    if (same(draft, startDraft(row.line))) delete this.drafts[code];
    if (!this.failures[code]?.theirs) delete this.failures[code];
    this.remember();
    this.fillInputs(row);
    this.fillOutcome(row);
    this.fillSaved(row);
  }

  // A draft is made over the hand-in that is seen when its first key is pressed.
  start(line) {
    return { ...startDraft(line), submission: this.data.submission };
  }

  // The declared value, taken as it stands.
  confirm(row) {
    const { line } = row;
    if (!line.declared.value) {
      this.say(`${line.code}: trường ${line.declared.words}, không có gì để xác nhận; hãy ghi giá trị hoặc chọn kết quả.`, true);
      return;
    }
    const draft = (this.drafts[line.code] ??= this.start(line));
    draft.submission = this.data.submission; // the value taken is the one that stands there now
    for (const name of ["to_do", "done", "choice", "dated"]) draft[name] = line.declared[name];
    draft.outcome = "";
    this.remember();
    this.fill(row);
  }

  // ── keys ──

  press(event) {
    const element = event.target.closest("tr");
    const row = element && this.rows.get(element.dataset.line);
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (this.pressAnywhere(event, row, typing) || typing || !event.target.matches(".codebutton")) return;
    if (this.pressOnLine(event, row)) event.preventDefault();
  }

  pressAnywhere(event, row, typing) {
    const inArea = event.target.matches("textarea, select");
    const act = {
      F8: () => this.goNext(),
      F9: () => this.data.editable && this.offerAccept(true),
      Escape: () => row.code.focus(),
      ArrowDown: inArea ? null : () => this.step(row, 1),
      ArrowUp: inArea ? null : () => this.step(row, -1),
      Enter: (typing && !event.shiftKey) || event.target === row.code ? () => this.pressEnter(row) : null,
    }[event.key];
    if (!act) return false;
    event.preventDefault();
    act();
    return true;
  }

  pressEnter(row) {
    const draft = this.drafts[row.line.code];
    const lacking = draft && this.findLacking(row.line, draft);
    if (!this.save(row)) {
      const input = lacking ? row.inputs && (row.inputs[lacking.field] || firstValue(row.inputs)) : row.box.querySelector("button.first");
      if (input) input.focus();
      return;
    }
    this.step(row, 1);
  }

  pressOnLine(event, row) {
    const key = event.key.toLowerCase();
    const walk = { j: 1, k: -1 }[key];
    if (walk) return this.step(row, walk), true;
    if (key === "n") return this.goNext(), true;
    if (!row.inputs) return false;
    if (key === "x") return this.confirm(row), true;
    if (key === "l") return row.inputs.reason.focus(), true;
    if (key === "s") return row.inputs.seen.focus(), true;
    if (METHODS[key]) return this.type(row, "method", METHODS[key]), true;
    if (CHOSEN[key]) return this.type(row, "outcome", CHOSEN[key]), this.fill(row), true;
    return this.pressDigit(event, row);
  }

  pressDigit(event, row) {
    if (!/^\d$/.test(event.key)) return false;
    if (row.line.entry.kind === "choice") {
      const label = row.line.entry.labels[Number(event.key) - 1];
      if (label) this.type(row, "choice", label[0]);
      return Boolean(label);
    }
    const input = firstValue(row.inputs);
    input.focus();
    input.select();
    return false; // the digit goes on into the box
  }

  step(row, by) {
    const visible = [...this.rows.values()].filter((one) => !one.element.hidden);
    const next = visible[visible.indexOf(row) + by];
    if (next) next.code.focus();
    else row.code.focus();
  }

  goNext() {
    const all = this.lines.map((line) => line.code);
    const place = all.indexOf(this.now);
    const order = [...all.slice(place + 1), ...all.slice(0, place + 1)];
    const code = order.find((one) => this.isOpen(this.rows.get(one).line));
    if (!code) return this.say("Không còn dòng nào chưa kiểm.", false);
    const row = this.rows.get(code);
    if (row.element.hidden) this.choose("all");
    row.code.focus();
  }

  isOpen(line) {
    const going = this.turn.includes(line.code) || [...this.waiting.values()].some((asked) => asked.line === line.code);
    return !going && !line.locked && !this.drafts[line.code] && line.applicable && ["unjudged", "recheck", "differs", "objected"].includes(line.state);
  }

  // ── many at once ──

  offerAccept(open) {
    const many = this.data.evidenced;
    const asking = open && many > 0;
    this.accept.hidden = asking;
    this.agreed.hidden = this.declined.hidden = !asking;
    this.accept.textContent = many ? `Nhận ${many} dòng có minh chứng (F9)` : "Không còn dòng có minh chứng chưa kiểm";
    this.accept.disabled = many === 0;
    this.agreed.textContent = `Xác nhận ${many} dòng đúng như tự khai`;
    if (asking) this.agreed.focus();
  }

  acceptAll() {
    this.ask("accept", { submission: this.data.submission });
    this.say("đang lưu…", false);
    this.offerAccept(false);
    this.accept.focus();
  }

  count() {
    const { checked, total, editable } = this.data;
    this.progress.textContent = total ? `đã kiểm ${checked}/${total}` : "chưa có dòng để kiểm";
    this.meter.style.width = total ? `${(100 * checked) / total}%` : "0";
    for (const one of this.filters.children) {
      const [, words, holds] = FILTERS.find(([name]) => name === one.dataset.name);
      const many = this.lines.filter(holds).length;
      one.textContent = `${words} (${many})`;
      one.hidden = many === 0 && one.dataset.name !== "all" && one.dataset.name !== this.filter;
    }
    if (editable && this.agreed.hidden) this.offerAccept(false);
  }

  choose(name) {
    this.filter = name;
    const holds = FILTERS.find(([one]) => one === name)[2];
    let shown = 0;
    for (const row of this.rows.values()) {
      const visible = holds(row.line) || row.line.code === this.now || Boolean(this.drafts[row.line.code]);
      row.element.hidden = !visible;
      if (!visible) row.more.hidden = true;
      shown += visible;
    }
    for (const { title, codes } of this.groups) title.hidden = codes.every((code) => this.rows.get(code).element.hidden);
    this.none.hidden = shown > 0;
    for (const one of this.filters.children) one.setAttribute("aria-pressed", String(one.dataset.name === name));
  }

  // ── below the line: another's save, two lanes to reconcile, the history ──

  showHistory(row) {
    row.history = !row.history;
    this.fillMore(row);
  }

  fillMore(row) {
    const { line } = row;
    const now = line.code === this.now;
    const stale = this.failures[line.code]?.theirs;
    const parts = [];
    if (stale) parts.push(this.drawStale(row, stale));
    if (now && line.others.length) parts.push(this.drawOthers(row));
    if (now && row.history) parts.push(this.drawHistory(line));
    const shown = JSON.stringify([
      stale || null,
      now && line.others.length ? [line.others, Boolean(row.inputs)] : null,
      now && row.history ? line.history : null,
    ]);
    row.more.hidden = parts.length === 0 || row.element.hidden;
    if (shown === row.shown) return; // a button in it may hold the focus
    row.shown = shown;
    row.box.replaceChildren(...parts);
  }

  drawStale(row, theirs) {
    const box = make("div", "");
    box.setAttribute("role", "alert");
    const draft = this.values(row.line);
    const own = draft.outcome ? this.data.words[draft.outcome] : wordValue(row.line, draft);
    box.append(make("h4", "", `${row.line.code}: ${theirs.who || "người khác"} đã lưu trước, lúc ${theirs.at}`));
    const sides = make("div", "sides");
    sides.append(
      drawSide(`Của ${theirs.who || "người kia"}: ${theirs.told}`, theirs.reason, button("Lấy kết quả này", () => this.takeTheirs(row))),
      drawSide(`Của bạn: ${own}`, draft.reason, button("Giữ kết quả của tôi", () => this.keepMine(row, theirs), "first"))
    );
    box.append(sides);
    return box;
  }

  takeTheirs(row) {
    delete this.drafts[row.line.code];
    delete this.failures[row.line.code];
    this.remember();
    row.code.focus();
    this.fill(row);
    this.say(`${row.line.code}: lấy kết quả đã lưu.`, false);
  }

  keepMine(row, theirs) {
    this.drafts[row.line.code].revision = theirs.revision;
    delete this.failures[row.line.code];
    row.code.focus();
    this.save(row);
  }

  drawOthers(row) {
    const box = make("div");
    box.append(make("h4", "", "Hai người chấm độc lập; trưởng đoàn thống nhất:"));
    const sides = make("div", "sides");
    for (const other of row.line.others) {
      const take = row.inputs && button(`Theo ${other.who}`, () => this.takeSide(row, other));
      sides.append(drawSide(`${other.who}: ${other.words} · ${other.outcome_words}`, other.reason, take));
    }
    box.append(sides);
    return box;
  }

  drawHistory(line) {
    const box = make("div");
    box.append(make("h4", "", `Lịch sử dòng ${line.code}`));
    const list = make("ol", "history");
    for (const one of line.history) {
      const value = NO_VALUE.includes(one.outcome) ? one.outcome_words : `${one.words} · ${one.outcome_words}`;
      const how = [one.method_words, one.reason && `lý do: ${one.reason}`].filter(Boolean).join("; ");
      const told = make("li", "", `${one.at}, ${one.who || "không ghi tên"}: ${value}${how ? ` (${how})` : ""}`);
      if (one.sheet) told.append(this.drawSheet(one));
      list.append(told);
    }
    box.append(list);
    return box;
  }

  drawSheet(one) {
    const part = make("span", "note", ` · theo phiếu ${one.sheet_name ? `${one.sheet_name} ` : ""}nộp lúc ${one.at} `);
    part.append(button("Tải phiếu", () => this.ask("sheet", { sheet: one.sheet }), "small"));
    return part;
  }

  takeSide(row, other) {
    const draft = (this.drafts[row.line.code] ??= this.start(row.line));
    for (const name of FIELDS) draft[name] = other[name] || "";
    draft.outcome = NO_VALUE.includes(other.outcome) ? other.outcome : "";
    this.remember();
    row.code.focus();
    this.fill(row);
  }
}

function putAmongDownloads({ name, content }) {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
}

// To what stands below the table, past all its lines.
function goOn() {
  const place = document.querySelector(".st-key-appraising_next");
  if (!place) return;
  place.scrollIntoView({ block: "start" });
  const first = place.querySelector("button, summary, input, textarea");
  if (first) first.focus();
}

// What stands on a line before anything is typed: the verdict as kept, on its revision.
function startDraft(line) {
  const held = line.verdict || {};
  const draft = { revision: line.revision };
  for (const name of FIELDS) draft[name] = held[name] || "";
  draft.outcome = NO_VALUE.includes(held.outcome) ? held.outcome : "";
  return draft;
}

function same(one, other) {
  return FIELDS.every((name) => (one[name] || "").trim() === (other[name] || "").trim());
}

function hasValue(line, values) {
  const { kind } = line.entry;
  if (kind === "choice") return Boolean(values.choice);
  if (kind === "date") return Boolean(values.dated.trim());
  return Boolean(values.done.trim());
}

function asDeclared(line, values) {
  if (!line.declared.value) return false;
  return ["to_do", "done", "choice", "dated"].every((name) => (values[name] || "").trim() === line.declared[name]);
}

function wordValue(line, values) {
  if (!hasValue(line, values)) return "";
  if (line.entry.kind === "choice") return labelOf(line.entry.labels, values.choice);
  if (line.entry.kind === "ratio") return `${values.done}/${values.to_do}`;
  return line.entry.kind === "date" ? values.dated : values.done;
}

function labelOf(pairs, code) {
  const found = pairs.find(([one]) => one === code);
  return found ? found[1] : code;
}

function firstValue(inputs) {
  return inputs.choice || inputs.dated || inputs.done;
}

// What already stands there stays: a button or box in it may hold the focus.
function put(cell, ...parts) {
  const kept = parts.filter(Boolean);
  const drawn = kept.map((part) => part.outerHTML || part).join("");
  if (cell.drawn === drawn) return;
  cell.drawn = drawn;
  cell.replaceChildren(...kept);
}

function drawInput(label, mode, change) {
  const input = make("input");
  input.type = "text";
  input.inputMode = mode;
  input.autocomplete = "off";
  input.setAttribute("aria-label", label);
  input.addEventListener("input", () => change(input.value));
  return input;
}

function drawSelect(label, options, change) {
  const select = make("select");
  select.setAttribute("aria-label", label);
  for (const [code, words] of options) {
    const option = make("option", "", words);
    option.value = code;
    select.append(option);
  }
  select.addEventListener("change", () => change(select.value));
  return select;
}

function drawColumns() {
  const columns = make("colgroup");
  for (const [name] of COLUMNS) columns.append(make("col", name));
  return columns;
}

function drawHead() {
  const head = make("thead");
  const row = make("tr");
  for (const [name, words] of COLUMNS) {
    const cell = make("th", OFFICE.includes(name) ? "office" : "", words);
    cell.scope = "col";
    row.append(cell);
  }
  head.append(row);
  return head;
}

function drawKeys() {
  const line = make("p", "keys");
  const keys = [
    ["j k ↑ ↓", "đổi dòng"], ["n F8", "dòng chưa kiểm"], ["1–3", "chọn mức, hoặc gõ số"], ["x", "như tự khai"], ["m", "chưa đủ minh chứng"],
    ["t", "không kiểm tra được"], ["a", "không áp dụng"], ["h q p", "cách kiểm tra"], ["s", "đã xem"], ["l", "lý do"], ["Enter", "lưu, sang dòng sau"],
    ["Esc", "về dòng"],
  ];
  line.append("Phím: ");
  for (const [key, words] of keys) line.append(make("kbd", "", key), ` ${words}  `);
  return line;
}

function drawSide(words, reason, act) {
  const side = make("div", "side");
  side.append(make("p", "strong", words));
  if (reason) side.append(make("p", "note", `Lý do: ${reason}`));
  if (act) side.append(act);
  return side;
}

