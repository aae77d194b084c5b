// The review by keyboard. Everything here is also done by the page's buttons and links, without JavaScript.
(() => {
  "use strict";

  const SWITCH = "review-keys";
  const LONGEST = 4000;
  const keysAreOn = () => {
    try {
      return window.localStorage.getItem(SWITCH) !== "off";
    } catch {
      return true;
    }
  };

  // Forms within the review: Escape leads back while nothing was written.
  const cancel = document.querySelector("[data-cancel]");
  if (cancel) {
    let typed = false; // what was written is not thrown away by a key
    document.addEventListener("input", () => {
      typed = true;
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !typed && !event.defaultPrevented) cancel.click();
    });
    const first = document.querySelector("[data-write] :is(input:not([type=hidden]), textarea)");
    if (first && !document.getElementById("error-summary")) first.focus();
  }

  const review = document.querySelector("[data-review]");
  if (!review) return;

  const queue = review.querySelector(".review__queue");
  const status = queue.querySelector(".review__status");
  const items = [...review.querySelectorAll(".proposal")];
  const help = review.querySelector("#taster");
  const current = () => items.find((item) => item.open) ?? null;
  const quietly = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const beside = window.matchMedia("(min-width: 992px)");

  const mark = (item) => {
    for (const marked of review.querySelectorAll("[data-now]")) marked.removeAttribute("data-now");
    const place = item && document.getElementById(item.dataset.place);
    if (!place) return null;
    place.dataset.now = "";
    let next = place.nextElementSibling;
    while (next?.matches(".tag")) next = next.nextElementSibling;
    while (next?.matches(".promise")) {
      next.dataset.now = "";
      next = next.nextElementSibling;
    }
    return place;
  };

  const showPlace = (item, behavior) => {
    const place = mark(item);
    if (place && beside.matches) place.scrollIntoView({ block: "center", behavior: quietly ? "instant" : behavior });
  };

  // Within its own column, and on a phone in the window.
  const showItem = (item) => {
    if (!beside.matches) {
      item.scrollIntoView({ block: "start", behavior: "instant" });
      return;
    }
    const box = item.getBoundingClientRect();
    const top = status.getBoundingClientRect().bottom + 8;
    const bottom = Math.min(queue.getBoundingClientRect().bottom, window.innerHeight);
    if (box.top < top || box.bottom > bottom) queue.scrollTop += box.top - top;
  };

  const open = (item, behavior = "smooth") => {
    if (!item) return;
    for (const other of items) other.open = other === item;
    item.querySelector("summary").focus({ preventScroll: true });
    showItem(item);
    showPlace(item, behavior);
  };

  for (const item of items) {
    item.querySelector("summary").addEventListener("click", () => {
      if (!item.open) window.requestAnimationFrame(() => showPlace(item, "smooth"));
    });
    item.querySelector("[data-do=place]")?.addEventListener("click", (event) => {
      if (!beside.matches) return;
      event.preventDefault();
      showPlace(item, "smooth");
    });
  }

  // A mark in the text opens its proposal, where that is in the list.
  review.querySelector(".review__text").addEventListener("click", (event) => {
    const tag = event.target.closest(".tag");
    const item = tag && items.find((one) => one.dataset.place === tag.id);
    if (!item || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    open(item);
  });

  const step = (by) => {
    const at = items.indexOf(current());
    open(items[Math.min(Math.max(at + by, 0), items.length - 1)]);
  };

  const press = (name) => current()?.querySelector(`button[name=${name}]`)?.click();
  const follow = (letter) => current()?.querySelector(`[data-do=${letter}]`)?.click();

  // The words that are marked in the text, with the offset near which they stand.
  const addMarked = () => {
    const link = review.querySelector("a[data-do=n]");
    const selection = window.getSelection();
    const words = selection.toString().trim();
    if (!link) return;
    const address = new URL(link.href);
    const from = words && selection.getRangeAt(0).startContainer.parentElement?.closest("[data-at]");
    if (from) {
      const before = document.createRange();
      before.setStart(from, 0);
      before.setEnd(selection.getRangeAt(0).startContainer, selection.getRangeAt(0).startOffset);
      address.searchParams.set("ord", words.slice(0, LONGEST));
      address.searchParams.set("ved", Number(from.dataset.at) + [...before.toString()].length);
    }
    window.location.assign(address);
  };

  const showKeys = () => {
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
  };

  const ACTS = {
    j: () => step(1),
    k: () => step(-1),
    a: () => press("accept"),
    r: () => press("reject"),
    e: () => follow("e"),
    s: () => follow("s"),
    m: () => follow("m"),
    u: () => review.querySelector("button[data-do=u]")?.click(),
    n: addMarked,
    "?": showKeys,
  };

  const isTyped = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyped(event.target)) return;
    if (event.key === "Escape" && help?.open) {
      help.open = false;
      return;
    }
    const arrow = queue.contains(event.target) && { ArrowDown: "j", ArrowUp: "k" }[event.key];
    const act = ACTS[arrow || event.key];
    if (!act || (!arrow && !keysAreOn())) return;
    event.preventDefault();
    act();
  });

  if (help) {
    help.hidden = false;
    const button = help.querySelector("[data-keys-switch]");
    const say = () => {
      button.textContent = keysAreOn() ? button.dataset.off : button.dataset.on;
    };
    button.addEventListener("click", () => {
      try {
        window.localStorage.setItem(SWITCH, keysAreOn() ? "off" : "on");
      } catch {
        // The browser keeps nothing: the keys stay on.
      }
      say();
    });
    say();
  }

  // Where work goes on after a decision; a link to a place in the text is left alone.
  const asked = window.location.hash;
  if (!asked || asked.startsWith("#forslag-") || asked === "#koe") {
    const item = current();
    if (item && asked) open(item, "instant");
    else if (item) mark(item);
  }
})();
