// My updates: after a row is saved the keyboard stands in the next one. Comfort only: the plain form does all of it.
"use strict";

(() => {
  const form = document.querySelector("form[data-updates]");
  if (!form) return;
  const said = document.getElementById("said");
  const rows = () => [...form.querySelectorAll(".due")];
  const open = (row) => row.matches("[data-open]");

  const count = () => {
    const all = rows();
    const left = all.filter(open).length;
    const done = all.filter((row) => row.matches(".due--done")).length;
    form.querySelector("#progress").textContent = `${done} done, ${left} to do`;
    const bar = form.querySelector("progress");
    bar.max = all.length;
    bar.value = done;
    return left;
  };

  const stand = (row) => {
    const field = row.querySelector("[data-first]");
    if (!field) return;
    field.focus();
    field.select();
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    const row = event.detail.elt.closest ? event.detail.elt.closest(".due") : null;
    if (!row || event.detail.elt !== row) return;
    const left = count();
    const wrong = row.querySelector("[data-focus]");
    if (wrong) { wrong.focus(); return; }
    if (open(row)) { stand(row); return; }
    const all = rows();
    const at = all.indexOf(row);
    const next = [...all.slice(at + 1), ...all.slice(0, at)].find(open);
    if (next) stand(next);
    else form.querySelector("#finished").focus();
    said.textContent = "";
    window.setTimeout(() => {
      said.textContent = `${row.dataset.say || ""}. ${left ? `${left} to do.` : "All are answered."}`;
    }, 60);
  });

  // Enter in a box saves its row, not the first one of the form.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input:not([type=checkbox])")) return;
    const row = event.target.closest(".due");
    const save = row && row.querySelector("[data-save]");
    if (!save) return;
    event.preventDefault();
    save.click();
  });
})();
