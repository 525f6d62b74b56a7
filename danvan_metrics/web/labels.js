// What Streamlit says in English to a screen reader, and its hidden skip link, said in Vietnamese: it has no setting for these.
if (!window.danvanLabels) {
  window.danvanLabels = true;
  document.documentElement.lang = "vi"; // Streamlit's page says “en”
  const WORDS = {
    "App pages": "Các trang",
    "Choose date": "Chọn ngày",
    "Download plot as a PNG": "Ảnh của biểu đồ",
    Open: "Mở danh sách",
    "Link to heading": "Địa chỉ của mục này",
    "file upload": "Chọn tệp",
    Clear: "Xóa lựa chọn",
    Remove: "Bỏ",
    Close: "Đóng",
    Dismiss: "Đóng",
  };
  const HELP = /^Help for /;
  const WHOLE = /^Fullscreen: /;
  const say = (element) => {
    const label = element.getAttribute("aria-label") || "";
    if (WORDS[label]) element.setAttribute("aria-label", WORDS[label]);
    else if (HELP.test(label)) element.setAttribute("aria-label", label.replace(HELP, "Giải thích: "));
    else if (WHOLE.test(label)) element.setAttribute("aria-label", label.replace(WHOLE, "Xem lớn: "));
  };
  // The box of an address that nobody serves; below it stands Tổng quan.
  const TEXTS = {
    "Page not found": "Không có trang ở địa chỉ này",
    "The page that you have requested does not seem to exist. Running the app's main page.": "Đang mở Tổng quan. Hãy chọn trang ở thanh trên cùng.",
  };
  const retell = (box) => {
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const told = TEXTS[texts.currentNode.data.trim()];
      if (told) texts.currentNode.data = told;
    }
  };
  // The uploader's words stand in its style sheet (uploader.py), each in place of one of theirs; its button is named by them too.
  const nameUploaders = () => {
    for (const button of document.querySelectorAll("[data-testid=stFileUploaderDropzone] button")) {
      const shown = button.querySelector("p");
      const words = shown && getComputedStyle(shown, "::after").content.replace(/^"|"$/g, "");
      if (words && words !== "none") button.setAttribute("aria-label", words);
    }
  };
  const SKIP = "Tới nội dung chính";
  const look = (root) => {
    if (root.matches("[aria-label]")) say(root);
    root.querySelectorAll("[aria-label]").forEach(say);
    const box = root.closest("[data-testid=stDialog]") || root.querySelector("[data-testid=stDialog]");
    if (box) retell(box);
    if (root.matches("style") || root.querySelector("style, [data-testid=stFileUploaderDropzone]")) nameUploaders();
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
