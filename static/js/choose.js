// Comfort only: counts what is ticked, in the plan and on the page that checks a change of many.
"use strict";

(() => {
  const words = (number) => (number === 1 ? "1 item" : `${number} items`);

  // The bar over the plan: how many rows are ticked, and one box for every row that is shown.
  const plan = () => {
    const form = document.querySelector("form[data-pick]");
    if (!form) return;
    const boxes = [...document.querySelectorAll('input[name="item"][form="plan-pick"]')];
    const all = form.elements.all;
    const page = form.querySelector("[data-pick-page]");
    const count = form.querySelector("[data-pick-count]");
    if (page && page.hidden && boxes.length) page.hidden = false;
    const ticked = boxes.filter((box) => box.checked).length;
    const number = all && all.checked ? Number(count.dataset.all) : ticked;
    const said = number ? `${number} chosen` : "Tick rows, then";
    if (count.textContent !== said) count.textContent = said;
    form.classList.toggle("pickbar--on", number > 0);
    const every = page && page.querySelector("input");
    if (every) {
      every.checked = ticked > 0 && ticked === boxes.length;
      every.indeterminate = ticked > 0 && ticked < boxes.length;
    }
  };

  // The page that checks: the heading and the button repeat the number that is left ticked.
  const check = () => {
    const boxes = [...document.querySelectorAll(".bulkrows input[name=item]")];
    if (!boxes.length) return;
    const number = boxes.filter((box) => box.checked).length;
    document.querySelectorAll("[data-sentence]").forEach((each) => {
      each.textContent = each.textContent.replace(/\b\d+ items?\b/, words(number));
    });
    document.querySelectorAll("[data-count]").forEach((each) => { each.textContent = number; });
  };

  document.addEventListener("change", (event) => {
    const every = event.target.closest("[data-pick-page]");
    if (every) {
      document.querySelectorAll('input[name="item"][form="plan-pick"]').forEach((box) => {
        box.checked = event.target.checked;
      });
    }
    if (event.target.matches("input[type=checkbox]")) { plan(); check(); }
    // Another deed asks for other particulars.
    if (event.target.id === "bulk-do") event.target.form.querySelector("button[name=check]").click();
  });
  document.addEventListener("DOMContentLoaded", () => { plan(); check(); });
  document.addEventListener("htmx:afterSettle", plan);
  window.addEventListener("pageshow", plan);
})();
