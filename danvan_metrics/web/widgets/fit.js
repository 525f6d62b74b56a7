// Makes what stands in `root` as large as fits a meeting's screen: letters from `most` per cent of its height down to a
// fiftieth of it, which is still read from the last row. `--room` is the height there is, `--letter` the size found.
function fitScreen(root, most, settle) {
  root.leave?.(); // drawn anew with other data it is not left first
  const least = 2.02;
  const fit = () => {
    const screen = window.innerHeight;
    const room = Math.floor(screen * 0.8);
    root.style.setProperty("--least", `${(least * screen) / 100}px`);
    root.style.setProperty("--room", `${room}px`);
    root.style.setProperty("--tall", "auto");
    const fits = () => root.scrollHeight <= room && root.scrollWidth <= root.clientWidth;
    const shrink = (until) => {
      for (let size = most; ; size = Math.max(until, size - 0.08)) {
        root.style.setProperty("--letter", `${(size * screen) / 100}px`);
        if (fits()) return true;
        if (size <= until) return false;
      }
    };
    root.classList.add("unbroken"); // names and figures on one line, if they need not be the smallest for that
    if (!shrink(2.2)) {
      root.classList.remove("unbroken");
      shrink(least);
    }
    if (settle) settle(root, room);
  };
  const watch = new ResizeObserver(fit);
  watch.observe(root.getRootNode().host || root.parentElement);
  window.addEventListener("resize", fit);
  document.fonts?.ready.then(fit);
  fit();
  root.leave = () => {
    watch.disconnect();
    window.removeEventListener("resize", fit);
  };
  return root.leave;
}
