/* The remaining time of the session: counts down, warns, extends without leaving the page. */
"use strict";

const SESSION_KEY = "session-ends";

function inMinutes(seconds) {
  const rest = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}`;
}

function watchSession(clock) {
  const form = clock.querySelector("[data-session-extend]");
  const dialog = document.querySelector("[data-session-dialog]");
  const words = dialog.querySelector("[data-session-words]");
  const status = document.querySelector("[data-session-status]");
  const more = dialog.querySelector("[data-session-more]");
  const warn = Number(clock.dataset.sessionWarn);
  let ends = 0;
  let warned = false;
  let over = false;

  const left = () => (ends - Date.now()) / 1000;

  function setEnd(moment) {
    ends = moment;
    over = false;
    if (left() > warn) {
      warned = false;
      if (dialog.open) dialog.close();
    }
    show();
  }

  /* Another window of the same person may have extended the session: they share the end. */
  function tell(seconds) {
    setEnd(Date.now() + seconds * 1000);
    window.localStorage.setItem(SESSION_KEY, String(ends));
  }

  function show() {
    document.querySelectorAll("[data-session-left]").forEach((place) => {
      place.textContent = inMinutes(left());
    });
    if (left() <= 0) end();
    else if (left() <= warn && !warned) {
      warned = true;
      if (!dialog.open) dialog.showModal();
    }
  }

  function end() {
    if (over) return;
    over = true;
    if (dialog.open) dialog.close();
    status.textContent = "로그인 시간이 끝났습니다. 입력 중인 자료는 저장을 누르면 보관되고, "
      + "다시 로그인하면 되살아납니다.";
  }

  async function extend() {
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        redirect: "error",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      tell((await answer.json()).seconds);
      status.textContent = left() > warn ? "로그인 시간을 연장했습니다."
        : "하루에 이어서 쓸 수 있는 시간이 다 되어 더 연장할 수 없습니다. 저장하고 다시 로그인하세요.";
    } catch {
      words.textContent = "연장하지 못했습니다. 입력 중인 자료를 저장하고 다시 로그인하세요.";
      status.textContent = words.textContent;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    extend();
  });
  more.addEventListener("click", extend);
  dialog.querySelector("[data-session-close]").addEventListener("click", () => dialog.close());
  window.addEventListener("storage", (event) => {
    if (event.key === SESSION_KEY && Number(event.newValue) > ends) setEnd(Number(event.newValue));
  });
  clock.querySelector("[data-session-until]").hidden = true;
  tell(Number(clock.dataset.sessionSeconds));
  window.setInterval(show, 1000);
}

document.querySelectorAll("[data-session-seconds]").forEach(watchSession);
