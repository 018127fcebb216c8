// On a phone a long page is its headings and their sentences; the rest of each part opens where it stands.
// Without this file, at a desk and on paper all of it is there. What is searched for or linked to opens by itself.
"use strict";

(() => {
  const narrow = window.matchMedia("screen and (max-width: 700px)");
  const folds = [];
  let printing = false;

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
    button.className = "shows";
    button.setAttribute("aria-controls", body.id);
    if (head.matches(".keep")) head.append(button); else title.after(button);
    part.append(body);
    const fold = { part, body, button, opened: false };
    fold.draw = () => {
      const open = fold.opened || printing || !narrow.matches;
      const name = document.createElement("span");
      name.className = "vh";
      name.textContent = ` ${title.textContent}`;
      button.replaceChildren(`${open ? "Hide" : "Show"} ${part.dataset.fold}`.trim(), name);
      button.setAttribute("aria-expanded", String(open));
      button.hidden = !narrow.matches;
      if (open) body.removeAttribute("hidden"); else body.setAttribute("hidden", "until-found");
    };
    fold.turn = (open) => { fold.opened = open; fold.draw(); };
    button.addEventListener("click", () => fold.turn(!fold.opened));
    body.addEventListener("beforematch", () => fold.turn(true));
    folds.push(fold);
  };

  // What was opened stays open when a screen is turned and turned back, and so does where the reader stands.
  const settle = () => folds.forEach((fold) => {
    if (fold.body.contains(document.activeElement)) fold.opened = true;
    fold.draw();
  });
  const show = (hash) => {
    const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    const found = target && folds.find(({ part }) => part.contains(target) || target.contains(part));
    if (!found || !narrow.matches) return;
    found.turn(true);
    target.scrollIntoView();
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-fold]").forEach(make);
    settle();
    show(window.location.hash);
  });
  narrow.addEventListener("change", settle);
  // Opened before the pages are counted: what opens later is cut off after the last of them.
  window.addEventListener("beforeprint", () => { printing = true; settle(); });
  window.addEventListener("afterprint", () => { printing = false; settle(); });
  window.addEventListener("hashchange", () => show(window.location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === window.location.hash) show(link.hash); // no hashchange comes the second time
  });
})();
