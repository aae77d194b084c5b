// What of a page is marked up and coloured like two other things at the same kind of place: row forty of a list, whose
// badge, links and buttons are those of rows one and two. A name, a place or a number of its own makes no difference;
// a class, a state, a colour, a language, or having no words does.
() => {
  const TWICE = 2;
  const ITS_OWN = /^(id|for|href|name|value|title|datetime|action|data-.*|aria-(labelledby|describedby|controls|label))$/;
  const own = new Map(), whole = new Map();
  const mark = (one) => {
    const named = [...one.attributes].map(({ name, value }) => `${name}=${ITS_OWN.test(name) ? value !== "" : value}`);
    const speaks = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const { color, backgroundColor } = getComputedStyle(one);
    own.set(one, [one.tagName, ...named.sort(), color, backgroundColor, speaks].join(" "));
    whole.set(one, `<${own.get(one)}${[...one.children].map(mark).join("")}>`);
    return whole.get(one);
  };
  mark(document.body);

  const places = new Map(), times = new Map(), alike = [];
  const place = (path) => places.get(path) ?? places.set(path, places.size).get(path);
  const walk = (parent, above) => {
    for (const one of parent.children) {
      const what = `${above}/${whole.get(one)}`;
      times.set(what, (times.get(what) ?? 0) + 1);
      if (times.get(what) > TWICE) alike.push(one);
      else walk(one, place(`${above}/${own.get(one)}`));
    }
  };
  walk(document.body, "");
  return alike;
}
