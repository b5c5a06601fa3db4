/* Conveniences over pages that work without it: amounts read aloud in Hangul, guards, panels. */
"use strict";

const UNITS = { "원": 1n, "천원": 1000n, "백만원": 1000000n, "억원": 100000000n };
const GROUPS = ["", "만", "억", "조", "경"];

/* 123450000n → "1억 2,345만 원"; amounts go down with △ as in the documents. */
function inHangul(won) {
  const sign = won < 0n ? "△" : "";
  let rest = won < 0n ? -won : won;
  if (rest === 0n) return "0원";
  const words = [];
  for (let place = 0; rest > 0n; place += 1, rest /= 10000n) {
    const part = rest % 10000n;
    if (part > 0n) words.unshift(part.toLocaleString("ko-KR") + (GROUPS[place] ?? ""));
  }
  const spoken = words.join(" ");
  return sign + spoken + (/\d$/.test(spoken) ? "원" : " 원");
}

/* "△1,234.5" with 천원 → -1234500n; null when it is no whole amount of won. */
function readAmount(text, unit) {
  const plain = text.trim().replace(/[\s,]/g, "");
  const match = /^([-−△▲]?)(\d{1,16})(?:\.(\d{1,8}))?$/.exec(plain);
  if (!match) return null;
  const decimals = match[3] ?? "";
  const scaled = BigInt(match[2] + decimals) * unit;
  const divisor = 10n ** BigInt(decimals.length);
  if (scaled % divisor !== 0n) return null;
  return match[1] ? -(scaled / divisor) : scaled / divisor;
}

function wellGrouped(text) {
  const plain = text.trim().replace(/^[-−△▲]/, "");
  return !plain.includes(",") || /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain);
}

function unitOf(box) {
  const select = box.querySelector("select");
  if (!select) return UNITS["원"];
  return UNITS[select.selectedOptions[0].textContent.trim()] ?? UNITS["원"];
}

function echoAmount(box) {
  const input = box.querySelector("input");
  const echo = document.createElement("output");
  echo.className = "won-echo";
  echo.htmlFor = input.id;
  box.after(echo);
  const show = () => {
    const won = readAmount(input.value, unitOf(box));
    const bad = input.value.trim() !== "" && (won === null || !wellGrouped(input.value));
    echo.classList.toggle("won-echo-error", bad);
    if (input.value.trim() === "") echo.textContent = "";
    else if (won === null) echo.textContent = "숫자로 입력하세요. 예: 1,234,000";
    else if (bad) echo.textContent = `읽기: ${inHangul(won)} (쉼표 자리를 확인하세요)`;
    else echo.textContent = `읽기: ${inHangul(won)}`;
  };
  box.addEventListener("input", show);
  box.addEventListener("change", show);
  show();
}

/* Leaving a changed form asks first; saving it does not. */
function warnUnsaved(form) {
  let changed = form.hasAttribute("data-unsaved");
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

/* A second press while the first is on its way sends nothing. */
function guardSubmit(form) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.querySelectorAll("button[type=submit]").forEach((button) => {
      button.setAttribute("aria-disabled", "true");
    });
  });
  window.addEventListener("pageshow", () => {
    delete form.dataset.sent;
    form.querySelectorAll("button[type=submit]").forEach((button) => {
      button.removeAttribute("aria-disabled");
    });
  });
}

/* Enter goes on to the next field, as in a spreadsheet; only buttons send the form. */
function enterGoesOn(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (!event.target.matches("input, select")) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button")]
      .filter((field) => !field.disabled && field.offsetParent !== null);
    const next = fields[fields.indexOf(event.target) + 1];
    next?.focus();
    next?.select?.(); /* as with Tab: what is typed replaces what was proposed */
  });
}

function askFirst(event) {
  const asked = event.target.closest("[data-confirm]");
  if (asked && !window.confirm(asked.dataset.confirm)) event.preventDefault();
}

/* The detailed conditions stay as the person left them on this list. */
function rememberPanel(panel) {
  const key = `filter:${window.location.pathname}`;
  if (window.sessionStorage.getItem(key) === "open") panel.open = true;
  panel.addEventListener("toggle", () => {
    window.sessionStorage.setItem(key, panel.open ? "open" : "closed");
  });
}

function foldMenu(menu) {
  const narrow = window.matchMedia("(max-width: 1023px)");
  const fit = () => { menu.open = !narrow.matches; };
  narrow.addEventListener("change", fit);
  fit();
}

function offerPrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

document.querySelectorAll(".won-input").forEach(echoAmount);
document.querySelectorAll("form[data-warn-unsaved]").forEach(warnUnsaved);
document.querySelectorAll("form[data-guard]").forEach(guardSubmit);
document.querySelectorAll("form[data-enter-goes-on]").forEach(enterGoesOn);
document.querySelectorAll(".filter-more").forEach(rememberPanel);
document.querySelectorAll(".side-menu").forEach(foldMenu);
document.querySelectorAll("[data-print]").forEach(offerPrint);
document.addEventListener("click", askFirst);
document.querySelector("[data-focus-on-load]")?.focus();
