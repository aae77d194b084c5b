// What is better with JavaScript. Every page works without it.
(() => {
  "use strict";

  // The phone menu closes on Escape and when something else is pressed.
  const menu = document.querySelector(".phone-menu");
  if (menu) {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
  }

  // What is wrong in a form is read out first.
  document.getElementById("error-summary")?.focus();

  // What is missing is told by the server, in Danish. Only a half date it never sees: the browser would send an empty
  // field, and the deadline would be gone. Without JavaScript the browser tells both in its own words.
  const tellHalfDate = (input) => {
    const id = `${input.id}-half`;
    if (document.getElementById(id)) return;
    const error = document.createElement("span");
    error.id = id;
    error.className = "form-error-message";
    error.textContent = input.dataset.half;
    input.before(error);
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
    input.closest(".form-group")?.classList.add("form-error");
  };
  for (const form of document.forms) {
    form.noValidate = true;
    form.addEventListener("submit", (event) => {
      const half = [...form.querySelectorAll("[data-half]")].filter((input) => input.validity.badInput);
      if (half.length === 0) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      half.forEach(tellHalfDate);
      half[0].focus();
    });
  }

  // A form is sent once, however often its button is pressed. The server would cope; the user would wonder.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
      const busy = form.querySelector(".busy");
      if (busy) {
        busy.textContent = form.dataset.busy;
        busy.hidden = false;
      }
    });
  }
  // Back from the next page, a form may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    for (const busy of document.querySelectorAll(".busy")) busy.hidden = true;
  });

  // The day of the meeting is asked for only where the status is «forelagt».
  for (const form of document.querySelectorAll("[data-status-form]")) {
    const status = form.querySelector("select");
    const show = () => {
      for (const part of form.querySelectorAll("[data-only-for]")) part.hidden = part.dataset.onlyFor !== status.value;
    };
    status.addEventListener("change", show);
    show();
  }

  // A long contents list is folded on a phone, where it would push the text away.
  if (window.matchMedia("(max-width: 991px)").matches) {
    for (const part of document.querySelectorAll(".reading__contents[open]")) part.open = false;
  }

  // All changes of a corrected agreement are decided alike with one press, and can then be decided otherwise one by one.
  for (const bar of document.querySelectorAll("[data-choose]")) {
    bar.hidden = false;
    bar.addEventListener("click", (event) => {
      const value = event.target.dataset.chooseAll;
      if (!value) return;
      for (const radio of bar.closest("form").querySelectorAll(`input[type=radio][value=${value}]`)) {
        if (!radio.disabled) radio.checked = true;
      }
    });
  }

  // In a list the arrows go from task to task, and x ticks the one at hand. They act only while a row has the focus.
  for (const table of document.querySelectorAll("[data-rows]")) {
    const links = [...table.querySelectorAll("tbody th a")];
    table.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const row = event.target.closest("tbody tr");
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (row && step) {
        links[links.findIndex((link) => row.contains(link)) + step]?.focus();
        event.preventDefault();
      } else if (row && event.key === "x") {
        row.querySelector("input[type=checkbox]")?.click();
      }
    });
  }
  if (window.matchMedia("(min-width: 992px)").matches) {
    for (const hint of document.querySelectorAll("[data-rows-hint]")) hint.hidden = false;
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
