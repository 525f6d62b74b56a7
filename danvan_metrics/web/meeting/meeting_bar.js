// The foot of a meeting's screen: on, back, filters, the end. A presenter's remote sends the page keys; Space and arrows
// turn steps too, unless someone is typing, pressing a button or walking through a table. It also tells the window's size.
const WAYS = { PageDown: "next", ArrowRight: "next", PageUp: "previous", ArrowLeft: "previous", Home: "first", End: "last", Escape: "end" };

function find(event) {
  return event.key === " " ? (event.shiftKey ? "previous" : "next") : WAYS[event.key];
}

function busy(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("[role=dialog]")) return true;
  const path = event.composedPath();
  const named = (...names) => path.some((one) => names.includes(one.tagName));
  if (path.some((one) => one.isContentEditable || ["combobox", "listbox"].includes(one.getAttribute?.("role"))) || named("INPUT", "TEXTAREA", "SELECT")) return true;
  if (event.key.startsWith("Page") || event.key === "Escape") return false;
  if (event.key === " ") return named("BUTTON", "SUMMARY");
  return named("TABLE") || path.some((one) => one.getAttribute?.("role") === "radiogroup");
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  root.leave?.(); // drawn anew with other data it is not left first
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const steps = data.steps;
  part("told").textContent = data.told;
  part("filtered").textContent = data.filtered ? ` · ${data.filtered}` : "";
  part("place").textContent = data.place;
  part("following").textContent = data.following;
  part("filters").textContent = data.filters_shown ? "Ẩn bộ lọc" : "Bộ lọc";
  for (const name of ["next", "previous", "back", "filters"]) part(name).hidden = data.back ? name !== "back" : name === "back";
  part("back").textContent = data.back;
  part("told").parentElement.hidden = Boolean(data.back);
  const go = (way) => {
    if (way === "end" || way === "filters") return setTriggerValue("go", way);
    if (data.back) return way === "previous" && setTriggerValue("go", `${data.step}`);
    const at = { next: data.step + 1, previous: data.step - 1, first: 1, last: steps }[way];
    if (at >= 1 && at <= steps && at !== data.step) setTriggerValue("go", `${at}`);
  };
  part("previous").disabled = data.step <= 1;
  part("next").disabled = data.step >= steps;
  for (const name of ["next", "previous", "filters", "end"]) part(name).onclick = () => go(name);
  part("back").onclick = () => go("previous");
  const turn = (event) => {
    const way = find(event);
    if (!way || busy(event)) return;
    if (data.back && way !== "end" && event.key !== "PageUp" && event.key !== "ArrowLeft") return; // this page may be long: it scrolls
    event.preventDefault();
    go(way);
  };
  let waiting = 0;
  const tell = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const size = `${window.innerWidth}x${window.innerHeight}`;
      if (size !== data.screen) setTriggerValue("go", size);
    }, 150);
  };
  tell();
  document.addEventListener("keydown", turn);
  window.addEventListener("resize", tell);
  root.leave = () => {
    clearTimeout(waiting);
    document.removeEventListener("keydown", turn);
    window.removeEventListener("resize", tell);
  };
  return root.leave;
}
