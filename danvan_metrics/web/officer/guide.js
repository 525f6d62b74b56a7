// A chapter begins at its top; a link in its text is the same link of the contents, so that nothing of the visit is lost.
if (!window.danvanGuide) {
  window.danvanGuide = true;
  const begin = () => document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  const open = (event, link) => {
    const chapter = new URLSearchParams(link.getAttribute("href")).get("trang");
    const contents = [...document.querySelectorAll(".st-key-guide_contents a")];
    const same = contents.find((one) => new URL(one.href).searchParams.get("trang") === chapter);
    if (!same) return;
    event.preventDefault();
    same.click();
  };
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own, as was asked
    const link = event.target.closest(".st-key-guide_text a[href^='?']");
    if (link) open(event, link);
    else if (event.target.closest(".st-key-guide_contents a")) begin();
  });
}
