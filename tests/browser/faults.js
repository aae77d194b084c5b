// What of a page cannot be read: outside the window, cut off, under something else, or in a box that scrolls sideways and
// is no table and no picture of one. Only for screen readers, and folded, is nothing lost.
() => {
  const faults = [];
  const name = (one) => `${one.tagName.toLowerCase()}.${one.className} «${one.textContent.trim().slice(0, 50)}»`;
  const known = new Map();
  const onlyRead = (one) => {
    if (!one) return false;
    if (!known.has(one)) {
      const style = getComputedStyle(one);
      const here = style.clipPath !== "none" || style.clip !== "auto" || style.visibility === "hidden" || one.matches(".skipnav");
      known.set(one, here || onlyRead(one.parentElement));
    }
    return known.get(one);
  };
  const page = document.documentElement;
  if (page.scrollWidth > innerWidth) faults.push(`outside: the page is ${page.scrollWidth - innerWidth} px too wide`);

  for (const one of document.body.querySelectorAll("*")) {
    if (!one.checkVisibility() || one.closest("svg") || !one.textContent.trim() || onlyRead(one)) continue;
    const style = getComputedStyle(one);
    const wide = one.scrollWidth - one.clientWidth > 1, high = one.scrollHeight - one.clientHeight > 1;
    if (wide && ["auto", "scroll"].includes(style.overflowX) && !one.matches(".table-frame, .chart")) {
      faults.push(`scrolls sideways: ${name(one)}`);
    }
    const cut = (overflow) => ["hidden", "clip"].includes(overflow);
    if ((wide && cut(style.overflowX)) || (high && cut(style.overflowY))) faults.push(`cut off: ${name(one)}`);
  }

  const isOutside = (box) => box.right > innerWidth + 1 || box.left < -1;
  // Spaces and tabs may hang over the edge; words may not.
  const wordOutside = (node) => [...node.data.matchAll(/\S+/g)].some((word) => {
    const range = document.createRange();
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    return [...range.getClientRects()].some(isOutside);
  });

  // The lines of text, each where it stands.
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const one = node.parentElement;
    if (!node.data.trim() || !one.checkVisibility() || one.closest("svg, script, option, textarea, .phone-menu__panel") || onlyRead(one)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 2) continue;
      const framed = one.closest(".table-frame");
      if (!framed && isOutside(box) && wordOutside(node)) faults.push(`outside: ${name(one)}`);
      // A box of text is higher than its letters.
      const inset = box.height * 0.25;
      const scrolled = one.closest(".review__queue, .reading__contents");
      lines.push({ one, scrolled, top: box.top + inset, bottom: box.bottom - inset, left: box.left + 1, right: box.right - 1 });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  let open = [];
  for (const line of lines) {
    open = open.filter((other) => other.bottom > line.top);
    for (const other of open) {
      if (other.left < line.right && line.left < other.right && other.scrolled === line.scrolled
          && !other.one.closest(".review__status") && !line.one.closest(".review__status")) {
        faults.push(`${name(line.one)} stands on top of ${name(other.one)}`);
      }
    }
    open.push(line);
  }
  return [...new Set(faults)].slice(0, 12);
}
