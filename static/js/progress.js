/* While files are being made: the rows of their table follow, until nothing is unfinished. */
"use strict";

const LOOK_AGAIN = 2000;

function followProgress(box) {
  const status = document.querySelector("[data-progress-status]");

  /* A row somebody is at with the keyboard stays; its state alone follows. */
  function replace(now, next) {
    if (now.outerHTML === next.outerHTML) return;
    if (now.contains(document.activeElement)) now.cells[3].replaceWith(next.cells[3]);
    else now.replaceWith(next);
  }

  function show(page) {
    const next = page.querySelector("[data-progress]");
    if (!next) return false;
    for (const row of next.querySelectorAll("tr[id]")) {
      const now = document.getElementById(row.id);
      const said = now?.cells[3].querySelector("strong").textContent;
      const says = row.cells[3].querySelector("strong").textContent;
      if (now && said !== says) status.textContent = `${row.cells[0].textContent} ${says}`;
      if (now) replace(now, row);
    }
    return next.dataset.progress === "unfinished";
  }

  /* The header tells the server that nobody is at work: the session is not kept alive by it. */
  async function look() {
    let goesOn = true;
    try {
      const answer = await fetch(window.location.pathname, {
        credentials: "same-origin", headers: { "X-Unattended": "1" },
      });
      if (!answer.ok || answer.redirected) return;
      goesOn = show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      /* the network is away: the next look may get through */
    }
    if (goesOn) window.setTimeout(look, LOOK_AGAIN);
  }

  if (box.dataset.progress === "unfinished") window.setTimeout(look, LOOK_AGAIN);
}

document.querySelectorAll("[data-progress]").forEach(followProgress);
