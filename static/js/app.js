// Comfort only: every journey works without this file. No inline handlers, no eval (content security policy).
"use strict";

(() => {
  const say = (words) => {
    const box = document.getElementById("said");
    if (!box || !words) return;
    box.textContent = "";
    window.setTimeout(() => { box.textContent = words; }, 60);
  };

  // Where the reader should stand: an error first, else the field or link that asks for it.
  const settle = (root) => {
    const target = root.querySelector("[data-focus]") || root.querySelector("[data-focus-soft]");
    if (target) target.focus();
    const says = root.matches("[data-say]") ? root : root.querySelector("[data-say]");
    if (says) say(says.dataset.say);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const first = document.querySelector("[data-focus]");
    if (first) first.focus();
    // On a phone a timeline whose today is out of sight begins a little before it.
    document.querySelectorAll("[data-now]").forEach((box) => {
      const now = Number(box.dataset.now);
      if (box.clientWidth <= 700 && now > box.clientWidth / 2) box.scrollLeft = now - box.clientWidth / 4;
    });
    offerPrint(document);
  });

  // Printing needs this file, so its button shows only where the file runs.
  const offerPrint = (root) => root.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // A filter takes effect when it is chosen; the Apply button stays for everybody without scripts.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form && event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
  });

  // After a row came back, the keyboard goes to what was asked for. After the whole plan was changed by a filter, a
  // column or a page number, the keyboard stays (htmx finds what it was on by its id), and what is shown is said.
  document.addEventListener("htmx:afterSettle", (event) => {
    const changed = event.detail.elt;
    if (changed.matches("tbody")) settle(changed);
    else if (changed.matches("[data-say]")) say(changed.dataset.say);
    offerPrint(changed);
  });

  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    say(status === 403 ? "You may not change this item. Nothing was saved."
      : "That did not work. Nothing was saved. Try again or reload the page.");
  });
  document.addEventListener("htmx:sendError", () => say("No answer from the server. Nothing was saved."));

  // A list of further pages shuts again: at Escape, or when the reader turns elsewhere.
  const shut = (box, back) => {
    box.open = false;
    if (back) box.querySelector("summary").focus();
  };
  const openLists = () => document.querySelectorAll("details[data-shut][open]");
  document.addEventListener("click", (event) => {
    openLists().forEach((box) => { if (!box.contains(event.target)) shut(box, false); });
  });
  document.addEventListener("focusin", (event) => {
    openLists().forEach((box) => { if (!box.contains(event.target)) shut(box, false); });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") openLists().forEach((box) => shut(box, box.contains(document.activeElement)));
  });

  // Escape leaves an open row without saving.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const form = event.target.closest && event.target.closest("form.edit");
    const cancel = form && form.querySelector("[data-cancel]");
    if (cancel) cancel.click();
  });
})();
