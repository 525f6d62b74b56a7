// The first screen of a meeting: whose it is and on what figures, and the steps that follow.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const told = document.createElement("div");
  told.className = "told";
  const [address, words] = data.crest;
  if (address) {
    const crest = document.createElement("img");
    crest.src = address;
    crest.alt = words;
    told.append(crest);
  }
  for (const [name, text] of data.told) {
    const line = document.createElement("p");
    line.className = name;
    line.textContent = text;
    told.append(line);
  }
  const steps = document.createElement("ol");
  steps.setAttribute("aria-label", "Các bước của cuộc họp");
  for (const step of data.steps) {
    const item = document.createElement("li");
    const numbers = document.createElement("span");
    numbers.textContent = step.numbers;
    item.append(numbers, makeLink(step.link, step.title, (link) => setTriggerValue("open", link)));
    steps.append(item);
  }
  root.replaceChildren(told, steps);
  return fitScreen(root, 3.4);
}
