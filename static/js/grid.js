// The grid of the plan by keyboard, as in a spreadsheet. Comfort only: without this file it is a plain form.
// Keys are heard only while a box of the grid has the focus (WCAG 2.1.4).
"use strict";

(() => {
  const grid = document.querySelector("[data-grid]");
  if (!grid) return;
  const form = grid.closest("form");
  const rows = [...grid.tBodies[0].rows].map((row) => [...row.querySelectorAll(".gbox")]);
  const start = new Map(rows.flat().map((box) => [box, box.value]));
  let editing = null; // the box in which the caret moves and lists answer to the arrows
  let before = ""; // what stood in the box when it got the focus

  const place = (box) => {
    const row = rows.findIndex((each) => each.includes(box));
    return row < 0 ? null : [row, rows[row].indexOf(box)];
  };

  const go = (row, column) => {
    const box = rows[row] && rows[row][column];
    if (!box) return false;
    box.focus();
    if (box.select) box.select();
    box.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  };

  const mark = () => {
    let number = 0;
    rows.forEach((row) => {
      const touched = row.some((box) => box.value !== start.get(box));
      row[0].closest("tr").classList.toggle("g-touched", touched);
      if (touched) number += 1;
    });
    const said = number === 1 ? "1 row changed, not saved yet" : number ? `${number} rows changed, not saved yet` : "";
    const count = form.querySelector("[data-grid-count]");
    if (count.textContent !== said) count.textContent = said;
    return number;
  };

  const edit = (box) => {
    if (editing && editing !== box) editing.classList.remove("g-editing");
    editing = box;
    if (box) box.classList.add("g-editing");
  };

  grid.addEventListener("focusin", (event) => {
    if (!event.target.matches(".gbox")) return;
    before = event.target.value;
    edit(null);
  });
  grid.addEventListener("mousedown", (event) => {
    if (event.target.matches("input.gbox") && document.activeElement === event.target) edit(event.target);
  });
  grid.addEventListener("input", mark);
  grid.addEventListener("change", mark);

  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  grid.addEventListener("keydown", (event) => {
    const box = event.target;
    if (!box.matches(".gbox") || event.isComposing) return;
    const [row, column] = place(box);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "F2") {
      event.preventDefault();
      edit(box);
      if (box.setSelectionRange) box.setSelectionRange(box.value.length, box.value.length);
      if (box.showPicker && box.matches("select")) { try { box.showPicker(); } catch { /* only after a press of a person */ } }
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (box.value !== before || editing === box) {
        box.value = before;
        edit(null);
        if (box.select) box.select();
        mark();
      } else {
        form.querySelector("button[type=submit]").focus();
      }
    } else if (event.key === "Enter") {
      event.preventDefault();
      edit(null);
      before = box.value;
      go(row + (event.shiftKey ? -1 : 1), column);
    } else if (MOVES[event.key] && editing !== box && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      // Up and down would change a list; inside the grid they move, as they do in every other box.
      event.preventDefault();
      const [down, right] = MOVES[event.key];
      go(row + down, column + right);
    }
  });

  // Cells copied from a spreadsheet fill the boxes from here on, downwards and to the right.
  grid.addEventListener("paste", (event) => {
    if (!event.target.matches(".gbox")) return;
    const text = (event.clipboardData || { getData: () => "" }).getData("text/plain");
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const [row, column] = place(event.target);
    let filled = 0;
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, down) => {
      line.split("\t").forEach((cell, right) => {
        const box = rows[row + down] && rows[row + down][column + right];
        if (!box) return;
        const wanted = cell.trim();
        if (box.matches("select")) {
          const option = [...box.options].find((each) => each.text.toLowerCase() === wanted.toLowerCase());
          if (!option) return;
          box.value = option.value;
        } else {
          box.value = wanted;
        }
        filled += 1;
      });
    });
    mark();
    const count = form.querySelector("[data-grid-count]");
    count.textContent = `${filled} boxes filled. ${count.textContent}`;
  });

  // What was typed is not lost by a slip of the hand.
  let leaving = false;
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && mark()) event.preventDefault();
  });

  document.querySelectorAll("[data-grid-keys]").forEach((each) => { each.hidden = false; });
  mark();
})();
