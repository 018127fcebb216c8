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
    // On a phone the tabs of a programme are wider than the screen: the one that is open is in view.
    const tab = document.querySelector(".nav [aria-current]");
    if (tab) {
      const [strip, at] = [tab.parentElement, tab.getBoundingClientRect()];
      strip.scrollLeft += at.left - strip.getBoundingClientRect().left - (strip.clientWidth - at.width) / 2;
    }
    // A filter takes effect when it is chosen; the Apply button stays for everybody without scripts.
    document.querySelectorAll("form[data-auto]").forEach((form) => {
      form.addEventListener("change", (event) => {
        if (event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
      });
    });
    document.querySelectorAll("[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
  });

  // After a row came back, the keyboard goes to what was asked for.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.elt.matches("tbody")) settle(event.detail.elt);
  });

  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    say(status === 403 ? "You may not change this item. Nothing was saved."
      : "That did not work. Nothing was saved. Try again or reload the page.");
  });
  document.addEventListener("htmx:sendError", () => say("No answer from the server. Nothing was saved."));

  // Escape leaves an open row without saving.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const form = event.target.closest && event.target.closest("form.edit");
    const cancel = form && form.querySelector("[data-cancel]");
    if (cancel) cancel.click();
  });
})();
