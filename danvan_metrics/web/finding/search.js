// Text is written with textContent only: names come from workbooks.
const MOST = 12;

// As vietnamese.fold: no accents, đ as d, no punctuation.
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
}

// Every word must stand somewhere; what begins with the first of them stands before the rest.
function find(things, text) {
  const words = fold(text).split(" ").filter(Boolean);
  if (!words.length) return [];
  const found = things.filter(([, , , own]) => words.every((word) => own.includes(word)));
  const begins = (own) => own.startsWith(words.join(" ")) || own.includes(` ${words.join(" ")}`);
  return [...found.filter(([, , , own]) => begins(own)), ...found.filter(([, , , own]) => !begins(own))].slice(0, MOST);
}

function draw(list, found, asked, open) {
  list.replaceChildren(
    ...found.map(([name, kind, link], place) => {
      const item = document.createElement("li");
      item.id = `found-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const anchor = makeLink(link, "", open);
      anchor.tabIndex = -1;
      const [title, what] = [document.createElement("span"), document.createElement("span")];
      title.textContent = name;
      what.textContent = kind;
      what.className = "kind";
      anchor.append(title, what);
      item.append(anchor);
      return item;
    })
  );
  if (!found.length && asked) {
    const none = document.createElement("li");
    none.className = "empty";
    none.textContent = "Không tìm thấy; hãy thử một từ khác trong tên, hoặc mã.";
    list.append(none);
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const input = parentElement.querySelector("input");
  const list = parentElement.querySelector("ul");
  const open = (link) => {
    close();
    input.value = "";
    setTriggerValue("open", link);
  };
  let chosen = -1;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    const items = [...list.querySelectorAll("[role=option]")];
    if (!items.length) return;
    chosen = (place + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
    items[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[chosen].id);
  };
  const look = () => {
    const asked = input.value.trim();
    draw(list, find(data.things, asked), asked, open);
    chosen = -1;
    list.hidden = !asked;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (asked) choose(0);
  };
  input.oninput = look;
  input.onfocus = () => input.value && look();
  input.onblur = (event) => list.contains(event.relatedTarget) || setTimeout(close, 150);
  input.onkeydown = (event) => {
    if (event.key === "Escape") return close();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    }
    if (event.key === "Enter" && !list.hidden) list.querySelector("[aria-selected=true] a")?.click();
  };
}
