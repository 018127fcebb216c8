"""Pages on a bad day: refused forms, somebody else was quicker, no such page, a wrong password. Same rules as any page.

Every form of the site is sent empty by the walk: what it refuses, it must say where it stands.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser import axe, walk

STANDS_AT = "walk"
LISTS = {
    "period_challenge"
}  # named like a form; its forms are those of return_agree and return_challenge
EMPTY = """(form) => {
  form.noValidate = true;
  for (const field of form.elements) {
    if (["text", "search", "email", "number", "textarea"].includes(field.type)) field.value = "";
    if (field.tagName === "SELECT") field.selectedIndex = 0;
  }
  (form.querySelector("button[type=submit], button:not([type])") || form).click();
}"""
#: What every refused form says, and where: X23 of the accessibility list.
SAID = """() => {
  const faults = [];
  const heard = document.querySelector("main [role=alert]");
  if (!heard) return ["nothing is said aloud"];
  const stands = document.activeElement;
  if (!stands.matches("[data-focus]")) faults.push(`the focus is on ${stands.outerHTML.slice(0, 120)}`);
  for (const link of document.querySelectorAll(".govuk-error-summary a")) {
    if (!document.querySelector(link.getAttribute("href"))) faults.push(`${link.outerHTML} leads nowhere`);
  }
  for (const field of document.querySelectorAll("[aria-invalid=true]:not([type=radio], [type=checkbox])")) {
    const told = (field.getAttribute("aria-describedby") || "").split(" ").map((id) => document.getElementById(id));
    if (!told.some((each) => each && each.matches(".f__error, .govuk-error-message"))) {
      faults.push(`${field.name} does not point to its error`);
    }
  }
  return faults;
}"""


def faults_here(page: Page) -> list[str]:
    return axe.faults_of(page, width=1440) + axe.faults_of(page, width=390)


def refuse_a_half(visit, furniture, half: int) -> None:
    readers, faults, refused = {}, [], []
    stops = [
        stop
        for stop in walk.stops(furniture)
        if stop.word.endswith(walk.FORMS) and stop.word not in LISTS
    ]
    for stop in stops[half :: walk.HALVES]:
        if stop.reader not in readers:
            readers[stop.reader] = visit(stop.reader)
        page = readers[stop.reader].page
        page.set_viewport_size({"width": 1440, "height": 900})
        if not stop.open(page):
            continue
        form = page.locator("main form[method=post]").last
        with page.expect_navigation() as sent:
            form.evaluate(EMPTY)
        if sent.value.status != 422:
            continue  # this form takes an empty answer
        refused.append(stop.word)
        said = page.evaluate(SAID)
        title = [] if page.title().startswith("Error: ") else ["the title does not say Error"]
        faults += [f"{stop.word} {urlsplit(page.url).path}: {each}" for each in said + title]
        faults += axe.faults_at(page, 1440, 390)
    assert len(refused) >= 10, refused
    assert not faults, "\n".join(faults)


class TestOneHalf:
    def test_every_form_says_what_it_refuses(self, visit, furniture):
        refuse_a_half(visit, furniture, 0)


class TestTheOther:
    def test_every_form_says_what_it_refuses(self, visit, furniture):
        refuse_a_half(visit, furniture, 1)


def test_a_wrong_password_is_said(visit, site):
    page = visit().page
    page.goto("/sign-in/")
    page.get_by_label("Work e-mail").fill("callum.deverill@calderbrook.example")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("You are not signed in")
    expect(page.locator("[data-focus]")).to_be_focused()
    expect(page.get_by_label("Work e-mail")).to_have_value("callum.deverill@calderbrook.example")
    expect(page.get_by_label("Password")).to_have_value("")
    assert not faults_here(page)


def test_an_open_row_refused_or_overtaken_keeps_the_rules(visit, furniture):
    page = visit("Callum Deverill").page
    page.goto(f"/programmes/{walk.PROGRAMME}/plan/?q=over+11")
    page.locator(".edit-link").first.click()
    form = page.locator("form.edit")
    expect(form).to_be_visible()
    faults = faults_here(page)
    form.get_by_label("Percent done").fill("140")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_be_visible()
    faults += faults_here(page)
    form.get_by_label("Percent done").fill("20")
    form.locator("input[name=version]").evaluate("(field) => { field.value = 0 }")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("row", name="Percent done")).to_be_visible()
    faults += faults_here(page)
    assert not faults, "\n".join(faults)
