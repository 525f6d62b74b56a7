// What Streamlit says in English to a screen reader, and its hidden skip link, said in Vietnamese: it has no setting for these.
if (!window.danvanLabels) {
  window.danvanLabels = true;
  const WORDS = {
    "App pages": "Các trang",
    "Choose date": "Chọn ngày",
    "Download plot as a PNG": "Tải ảnh PNG",
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
  const look = (root) => {
    if (root.matches?.("[aria-label]")) say(root);
    root.querySelectorAll?.("[aria-label]").forEach(say);
    const skip = document.querySelector("[data-testid=stSkipToContent]");
    if (skip && skip.textContent !== "Tới nội dung chính") skip.textContent = "Tới nội dung chính";
  };
  look(document.body);
  new MutationObserver((changes) => changes.forEach((change) => look(change.target))).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["aria-label"],
  });
}
