"""What does not fit a meeting's screen: letters too small to read from the last row, words outside, and what would scroll."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.reader import Reader

LEAST = 0.02  # of the screen's height


def find_misfits(page: Page) -> list[str]:
    """What is smaller than a fiftieth of the screen's height, cut off, outside the screen or wider or higher than its place."""
    found: list[str] = page.evaluate(_LOOK, LEAST)
    return found


# A label drawn by Plotly is as large as its font times the scale of its drawing; icons and what only a screen reader is told
# are left out.
_LOOK = """(least) => {
  const found = [];
  const above = (one) => one.parentElement || one.getRootNode().host;
  const seen = (element) => {
    for (let one = element; one; one = above(one)) {
      const style = getComputedStyle(one);
      if (style.display === "none" || style.visibility === "hidden" || style.opacity === "0") return false;
      if (style.clipPath !== "none" || ["stSkipToContent", "stIconMaterial"].includes(one.dataset.testid)) return false;
    }
    return true;
  };
  const measure = (element) => {
    const size = parseFloat(getComputedStyle(element).fontSize);
    const drawn = element.ownerSVGElement ? element.getScreenCTM() : null;
    return drawn ? size * Math.hypot(drawn.a, drawn.b) : size;
  };
  const look = (root) => {
    for (const element of root.querySelectorAll(":not(style, script)")) {
      if (element.shadowRoot) look(element.shadowRoot);
      for (const node of element.childNodes) {
        if (node.nodeType !== 3 || !node.textContent.trim()) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        if (!box.width || !seen(element)) continue;
        const words = node.textContent.trim();
        if (measure(element) < least * innerHeight) found.push(`small ${measure(element)}: ${words}`);
        const outside = box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
        if (outside) found.push(`outside: ${words}`);
      }
    }
  };
  look(document.querySelector("[data-testid=stApp]"));
  const places = ["stMain", "stMainBlockContainer"].map((name) => `[data-testid=${name}]`);
  const parts = [".st-key-step_head", ".st-key-step_body", ".st-key-meeting_bar", ".step-head h1", ".step-head p"];
  for (const one of [document.scrollingElement, ...document.querySelectorAll([...places, ...parts].join(", "))]) {
    const [wide, high] = [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight];
    if (wide > 1 || high > 1) found.push(`overflows: ${one.className || one.tagName} by ${wide} × ${high}`);
  }
  return found;
}"""


def walk_meeting(visitor: Reader) -> tuple[dict[str, list[str]], int]:
    """Turn every step of the meeting that is open; by its title what does not fit there, and how many steps there are."""
    place = visitor.page.get_by_text(re.compile(r"^Bước \d+/\d+$"))
    steps = int(place.inner_text().rpartition("/")[2])
    misfits = {}
    for number in range(1, steps + 1):
        expect(place).to_have_text(f"Bước {number}/{steps}")
        visitor.settle()
        misfits[visitor.page.locator(".step-head h1").inner_text()] = find_misfits(visitor.page)
        if number < steps:
            with visitor.run():
                visitor.page.keyboard.press("PageDown")
    return misfits, steps
