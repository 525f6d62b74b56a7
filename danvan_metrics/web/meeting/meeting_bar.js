// The bar of a meeting: back, where we are, on. Page keys (as presenters' remotes send them) and arrows turn pages too,
// unless someone is typing or walking through a table.
const KEYS = { PageDown: "next", PageUp: "previous", ArrowRight: "next", ArrowLeft: "previous" };

function busy(event) {
  const path = event.composedPath();
  const typing = path.some((one) => one.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(one.tagName));
  const walking = event.key.startsWith("Arrow") && path.some((one) => one.tagName === "TABLE" || one.getAttribute?.("role") === "radiogroup");
  return typing || walking || event.ctrlKey || event.altKey || event.metaKey;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  for (const button of root.querySelectorAll("button")) {
    button.onclick = () => setTriggerValue("go", button.dataset.go);
    if (button.dataset.go in data) button.disabled = !data[button.dataset.go];
  }
  root.querySelector(".place").textContent = data.place;
  root.querySelector("[data-go=filters]").textContent = data.filters_shown ? "Ẩn bộ lọc" : "Bộ lọc";
  const turn = (event) => {
    const way = KEYS[event.key];
    if (!way || !data[way] || busy(event)) return;
    event.preventDefault();
    setTriggerValue("go", way);
  };
  document.addEventListener("keydown", turn);
  return () => document.removeEventListener("keydown", turn);
}
