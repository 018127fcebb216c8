// Data quality: a mended row stays where it was, the counts follow, the keyboard goes to the next row. Comfort only.
"use strict";

(() => {
  const said = document.getElementById("said");
  document.addEventListener("htmx:afterSettle", (event) => {
    const row = event.detail.elt;
    if (!row.matches || !row.matches(".fix")) return;
    const wrong = row.querySelector("[data-focus]");
    if (wrong) { wrong.focus(); return; }
    const next = row.nextElementSibling && row.nextElementSibling.querySelector("button, input:not([type=hidden]), select");
    (next || row.querySelector("[data-focus-soft]")).focus();
    said.textContent = "";
    window.setTimeout(() => { said.textContent = row.dataset.say || ""; }, 60);
  });

  document.body.addEventListener("faults-changed", () => {
    fetch(window.location.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" })
      .then((reply) => (reply.ok ? reply.text() : ""))
      .then((text) => {
        const fresh = new DOMParser().parseFromString(text, "text/html");
        ["fault-counts", "fault"].forEach((id) => {
          const [from, to] = [fresh.getElementById(id), document.getElementById(id)];
          if (from && to) to.replaceChildren(...from.childNodes);
        });
      });
  });
})();
