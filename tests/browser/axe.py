"""What a machine can see of accessibility: axe-core's rules, and seven of our own.

axe comes with the front-end parts (`make setup`). It is the floor, not the proof: the journeys by keyboard and without
scripts stand beside it.
"""

from __future__ import annotations

from functools import cache

from django.conf import settings
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], iframes: false,
  });
  return found.violations.map((each) =>
    `${each.id}: ${each.help}; ${each.nodes.length} times, first ${each.nodes[0].html.slice(0, 300)}`);
}"""
OURS = """() => {
  const faults = [];
  const nameless = (selector, named, words) => {
    const found = [...document.querySelectorAll(selector)].filter((each) => !named(each));
    if (found.length) faults.push(`${words}: ${found.length} times, first ${found[0].outerHTML.slice(0, 200)}`);
  };
  nameless(".rag", (each) => each.textContent.trim(), "a rating without its word");
  nameless("main table", (each) => each.caption && each.caption.textContent.trim(), "a table without a caption");
  nameless("main thead th", (each) => each.scope, "a column heading without a scope");
  const unseen = (each) => innerWidth > 1000 && each.checkVisibility()
    && !each.querySelector("svg") && each.textContent.trim() && !each.innerText.trim();
  nameless("main td, main th", (each) => !unseen(each), "a cell whose words nobody sees");
  const shown = (each) => getComputedStyle(each).display !== "none";
  nameless("main details.govuk-details", shown, "details nobody can open");
  if (document.querySelectorAll("h1").length !== 1) faults.push("not exactly one h1");
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  const twice = ids.filter((each, at) => ids.indexOf(each) !== at);
  if (twice.length) faults.push(`an id stands twice: ${twice[0]}`);
  return faults;
}"""
#: Takes out of lists and tables what is made like two rows before it: the same elements and classes, with words or
#: without in the same places. A fault of such a row is a fault of those two.
THIN = """() => {
  const shape = (each) => each.nodeType !== 1 ? (each.textContent.trim() ? "t" : "")
    : `${each.tagName}.${each.className.baseVal ?? each.className}`
      + [...each.attributes].map((one) => one.name + (one.value ? "" : "!")).sort().join()
      + `(${[...each.childNodes].map(shape).join("")})`;
  for (const list of document.querySelectorAll("tbody, main ul, main ol, main select")) {
    const seen = {};
    for (const row of [...list.children]) {
      const made = shape(row);
      seen[made] = (seen[made] || 0) + 1;
      if (seen[made] > 2 && !row.contains(document.activeElement)) row.remove();
    }
  }
}"""

#: The page hears of its new width with the next picture.
UNFOLD = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  document.querySelectorAll(".shows[aria-expanded=false]:not([hidden])").forEach((each) => each.click());
}"""


@cache
def _source() -> str:
    return (settings.BASE_DIR / "node_modules/axe-core/axe.min.js").read_text()


def stand(page: Page, width: int) -> None:
    """At this width, with all that a phone folds away opened: what is folded is read by nobody, nor by axe."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(UNFOLD)


def faults_of(page: Page, *, width: int) -> list[str]:
    """What is wrong with the page as it stands, at a width in CSS pixels; one line for each rule that is broken."""
    return _ours(page, width) + _axes(page, width)


def faults_at(page: Page, *widths: int) -> list[str]:
    """The same at several widths, of a page that is not needed afterwards: rows like those before them are taken
    out before axe reads it, which halves the time of a walk over every page."""
    faults = [fault for width in widths for fault in _ours(page, width)]
    page.evaluate(THIN)
    return faults + [fault for width in widths for fault in _axes(page, width)]


def _ours(page: Page, width: int) -> list[str]:
    wide = sideways(page, width=width)
    return [f"{page.url} at {width}: {each}" for each in page.evaluate(OURS)] + wide


def _axes(page: Page, width: int) -> list[str]:
    stand(page, width)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    return [f"{page.url} at {width}: {each}" for each in page.evaluate(RUN, TAGS)]


def sideways(page: Page, *, width: int) -> list[str]:
    """Whether the page as a whole scrolls sideways, and what is too wide."""
    stand(page, width)
    wide = page.evaluate("""() => {
      const wide = document.documentElement.scrollWidth;
      if (wide <= innerWidth) return null;
      const past = (each) => each.getBoundingClientRect().right > innerWidth + 0.5
        && !each.closest(".scroll") && getComputedStyle(each).position !== "absolute";
      const first = [...document.querySelectorAll("body *")].filter(past).pop();
      return `scrolls sideways to ${wide}, by ${first ? first.outerHTML.slice(0, 200) : "?"}`;
    }""")
    return [f"{page.url} at {width}: {wide}"] if wide else []
