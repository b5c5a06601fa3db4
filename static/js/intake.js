/* While an application is typed: who this may be, asked of the server as soon as one stops typing. */
"use strict";

const ASKED_OF = ["name", "former_name", "birth_on", "rrn", "sex", "phone", "address"];
const PAUSE = 200;

function watchIdentity(form) {
  const box = document.getElementById("hints");
  let waiting = 0;
  let latest = null;
  let asked = identity();

  function identity() {
    return ASKED_OF.map((name) => form.elements[name]?.value.trim() ?? "").join("\n");
  }

  function show(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const isOther = document.getElementById("is_other_person")?.checked ?? false;
    box.replaceChildren(...page.body.childNodes);
    const again = document.getElementById("is_other_person");
    if (again) again.checked = isOther;
  }

  async function ask() {
    const now = identity();
    if (now === asked) return;
    asked = now;
    latest?.abort();
    latest = new AbortController();
    const data = new FormData();
    for (const name of [...ASKED_OF, "person", "csrfmiddlewaretoken"]) {
      if (form.elements[name]) data.append(name, form.elements[name].value);
    }
    try {
      const answer = await fetch(form.dataset.hintsUrl, {
        method: "POST", body: data, credentials: "same-origin", signal: latest.signal,
      });
      if (answer.ok && !answer.redirected) show(await answer.text());
      else asked = null;
    } catch {
      asked = null; /* the button below does the same without this script */
    }
  }

  form.addEventListener("input", (event) => {
    if (!ASKED_OF.includes(event.target.name)) return;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(ask, PAUSE);
  });
}

const CENTURIES = { 1: 19, 2: 19, 3: 20, 4: 20, 5: 19, 6: 19, 7: 20, 8: 20 };

/* What thirteen digits say of birth and sex; null while they are fewer or say nothing. */
function readNumber(text) {
  const digits = text.replace(/[\s-]/g, "");
  if (!/^\d{6}[1-8]\d{6}$/.test(digits)) return null;
  const year = `${CENTURIES[digits[6]]}${digits.slice(0, 2)}`;
  return {
    birth_on: `${year}. ${Number(digits.slice(2, 4))}. ${Number(digits.slice(4, 6))}.`,
    sex: Number(digits[6]) % 2 ? "MALE" : "FEMALE",
  };
}

/* The resident number fills birth date and sex; what somebody typed there stays. */
function fillFromNumber(form) {
  const number = form.elements.rrn;
  const filled = { birth_on: "", sex: "" };
  number?.addEventListener("input", () => {
    const read = readNumber(number.value);
    if (!read) return;
    for (const [name, value] of Object.entries(read)) {
      const field = form.elements[name];
      if (!field || (field.value && field.value !== filled[name])) continue;
      field.value = value;
      filled[name] = value;
    }
  });
}

/* Typing goes on at what was refused, else at the first field that still has to be filled. */
function goOn(form) {
  if (document.querySelector("[data-focus-on-load]")) return;
  const isEmpty = (field) => (field.type === "checkbox" ? !field.checked : !field.value.trim());
  const needed = [...form.querySelectorAll("[required], [aria-required=true]")];
  const shown = needed.filter((field) => field.type !== "hidden" && field.offsetParent !== null);
  (shown.find(isEmpty) ?? form.elements.name ?? shown[0])?.focus();
}

document.querySelectorAll("form[data-intake]").forEach((form) => {
  watchIdentity(form);
  fillFromNumber(form);
  goOn(form);
});
