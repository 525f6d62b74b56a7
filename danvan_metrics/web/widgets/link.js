// Real links: the middle button opens a new tab, the address can be copied; a plain click stays in this session.
const SHARED = ["ky", "cap", "xa", "truong", "goc", "minh-hoa", "chot", "buoc"]; // the filters, the edition and the meeting's step go along, as in state.py

const HOME = "tong-quan"; // the first page stands at “/” alone

function addressOf(link) {
  const [path, query] = link.split("?");
  const here = new URLSearchParams(window.location.search);
  const kept = new URLSearchParams();
  for (const name of SHARED) if (here.has(name)) kept.set(name, here.get(name));
  for (const [name, value] of new URLSearchParams(query || "")) kept.set(name, value);
  return `${path === HOME ? "." : path}?${kept}`;
}

function makeLink(link, text, open) {
  const anchor = document.createElement("a");
  anchor.href = addressOf(link);
  if (text) anchor.textContent = text;
  const settle = () => (anchor.href = addressOf(link)); // the address may have changed since
  anchor.addEventListener("pointerdown", settle);
  anchor.addEventListener("focus", settle);
  anchor.addEventListener("click", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
  return anchor;
}
