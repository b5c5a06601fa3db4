/* A number shown in full is masked again after its seconds, and when the page is left. */
"use strict";

function remask(shown) {
  const mask = () => { shown.textContent = shown.dataset.masked; };
  window.setTimeout(mask, Number(shown.dataset.remask) * 1000);
  window.addEventListener("pagehide", mask);
}

document.querySelectorAll("[data-remask]").forEach(remask);
