// What Streamlit says in English to a screen reader, and its hidden skip link, said in Vietnamese: it has no setting for these.
if (!window.danvanLabels) {
  window.danvanLabels = true;
  const WORDS = {
    "App pages": "Các trang",
    "Choose date": "Chọn ngày",
    "Download plot as a PNG": "Ảnh của biểu đồ",
    Open: "Mở danh sách",
    "file upload": "Chọn tệp",
    Clear: "Xóa lựa chọn",
    Remove: "Bỏ",
  };
  const HELP = /^Help for /;
  const say = (element) => {
    const label = element.getAttribute("aria-label") || "";
    if (WORDS[label]) element.setAttribute("aria-label", WORDS[label]);
    else if (HELP.test(label)) element.setAttribute("aria-label", label.replace(HELP, "Giải thích: "));
  };
  const SKIP = "Tới nội dung chính";
  const look = (root) => {
    if (root.matches("[aria-label]")) say(root);
    root.querySelectorAll("[aria-label]").forEach(say);
    const skip = root.matches("[data-testid=stSkipToContent]") ? root : root.querySelector("[data-testid=stSkipToContent]");
    if (skip && skip.textContent !== SKIP) skip.textContent = SKIP;
  };
  // Only what is new is looked at, and no drawing: a chart adds thousands of parts one by one.
  const follow = (change) => {
    if (change.type === "attributes") say(change.target);
    else for (const node of change.addedNodes) if (node instanceof HTMLElement) look(node);
  };
  look(document.body);
  new MutationObserver((changes) => changes.forEach(follow)).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["aria-label"],
  });
}
