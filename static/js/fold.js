// On a phone a long page is its headings and their sentences; the rest of each part opens where it stands.
// Without this file, at a desk and on paper all of it is there. What is searched for or linked to opens by itself.
"use strict";

(() => {
  const narrow = window.matchMedia("(max-width: 700px)");
  const folds = [];

  const make = (part, number) => {
    const head = part.querySelector(":scope > .block__head, :scope > .keep, :scope > h2");
    const title = head && (head.matches("h2") ? head : head.querySelector("h2"));
    const rest = [...part.children].filter((each) => each !== head);
    if (!title || !rest.length) return;
    const body = document.createElement("div");
    body.id = `fold-${number}`;
    body.append(...rest);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold";
    button.setAttribute("aria-controls", body.id);
    if (head.matches(".keep")) head.append(button); else title.after(button);
    part.append(body);
    const turn = (open) => {
      const name = document.createElement("span");
      name.className = "vh";
      name.textContent = ` ${title.textContent}`;
      button.replaceChildren(`${open ? "Hide" : "Show"} ${part.dataset.fold}`.trim(), name);
      button.setAttribute("aria-expanded", String(open));
      if (open) body.removeAttribute("hidden"); else body.setAttribute("hidden", "until-found");
    };
    button.addEventListener("click", () => turn(button.getAttribute("aria-expanded") === "false"));
    body.addEventListener("beforematch", () => turn(true));
    folds.push({ part, button, turn });
  };

  const settle = () => folds.forEach(({ button, turn }) => { turn(!narrow.matches); button.hidden = !narrow.matches; });
  const show = () => {
    const target = window.location.hash.length > 1 && document.getElementById(window.location.hash.slice(1));
    const found = target && folds.find(({ part }) => part.contains(target));
    if (!found || !narrow.matches) return;
    found.turn(true);
    target.scrollIntoView();
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-fold]").forEach(make);
    settle();
    show();
  });
  narrow.addEventListener("change", settle);
  window.addEventListener("hashchange", show);
  window.addEventListener("beforeprint", () => folds.forEach(({ turn }) => turn(true)));
})();
