// Comfort only: offered texts fill the box they stand under, and a new person's name is marked to be added.
"use strict";

(() => {
  const BETWEEN = /[;/\n]/;

  const boxOf = (button) => {
    const field = button.closest(".f");
    return field && field.querySelector("input:not([type=hidden]), textarea");
  };

  const put = (box, text, part) => {
    if (part) {
      const pieces = box.value.split(BETWEEN).map((piece) => piece.trim());
      pieces[pieces.length - 1] = text;
      box.value = `${pieces.filter(Boolean).join("; ")}; `;
    } else {
      box.value = text;
    }
    box.focus();
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // A row for a new item opens after its branch: the keyboard goes into it.
  document.addEventListener("htmx:afterSettle", (event) => {
    const row = event.detail.elt.nextElementSibling;
    if (!row || !row.matches("tbody[id^=new-]") || row.contains(document.activeElement)) return;
    const first = row.querySelector("[data-focus-soft]");
    if (first) first.focus();
  });

  // A row for a new item that nobody wants is gone; the keyboard goes back to where it was asked for.
  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    const row = close && close.closest("tbody");
    if (!row) return;
    event.preventDefault();
    const asked = row.previousElementSibling && row.previousElementSibling.querySelector("a.add-link");
    row.remove();
    if (asked) asked.focus();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take], [data-new]");
    if (!button) return;
    const box = boxOf(button);
    if (!box) return;
    if (button.dataset.take !== undefined) {
      put(box, button.dataset.take, button.hasAttribute("data-part"));
      const found = button.closest(".f__found");
      if (found) found.replaceChildren();
      return;
    }
    // The name stays in the box; the form says with it that this person is new.
    const said = document.createElement("input");
    said.type = "hidden";
    said.name = "_new";
    said.value = button.dataset.new;
    box.form.append(said);
    const note = document.createElement("span");
    note.className = "micro";
    note.textContent = `${button.dataset.new} is added as a new person when you save.`;
    button.replaceWith(note);
    box.focus();
  });
})();
