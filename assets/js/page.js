// What script adds to a page that says and does everything else without it: highlighted contents, links that copy themselves,
// tables of scores that sort, a filter, the search. All words come from the page, as data attributes.
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // A message for those who listen, which others see in place.
  const status = element("p", { className: "unseen" });
  status.setAttribute("role", "status");
  document.body.append(status);

  // The contents: open where they stand beside the text, and the place in view marked.
  function contents() {
    const nav = document.querySelector(".contents");
    if (!nav) return;
    const fold = nav.querySelector("details");
    const wide = matchMedia("(min-width: 64em)");
    const unfold = () => { if (wide.matches) fold.open = true; };
    unfold();
    wide.addEventListener("change", unfold);
    const marks = all("a[href*='#']", nav)
      .filter((link) => link.pathname === location.pathname)
      .map((link) => ({ link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
      .filter(({ target }) => target);
    let current;
    function mark() {
      const line = innerHeight / 3;
      const seen = marks.filter(({ target }) => target.getBoundingClientRect().top < line).pop();
      if (seen === current) return;
      current?.link.removeAttribute("aria-current");
      current = seen;
      if (!seen) return;
      seen.link.setAttribute("aria-current", "location");
      // The list moves with the text, but the page never moves for the list.
      const top = seen.link.getBoundingClientRect().top - nav.getBoundingClientRect().top;
      if (nav.scrollHeight > nav.clientHeight && (top < 40 || top > nav.clientHeight - 80)) nav.scrollTop += top - nav.clientHeight / 3;
    }
    let waiting = false;
    const later = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; mark(); });
    };
    addEventListener("scroll", later, { passive: true });
    addEventListener("resize", later);
    mark();
  }

  // A link to a heading, finding, table or chart puts its address on the clipboard too.
  function copying() {
    document.addEventListener("click", async (event) => {
      const link = event.target.closest?.("a.here, a.label, a.number");
      if (!link || !navigator.clipboard) return;
      try {
        await navigator.clipboard.writeText(link.href);
      } catch {
        return;
      }
      status.textContent = "";
      const note = element("span", { className: "copied", textContent: words.copied });
      note.setAttribute("aria-hidden", "true");
      link.after(note);
      setTimeout(() => { status.textContent = words.copied; }, 50);
      setTimeout(() => note.remove(), 2000);
    });
  }

  // A number as reports write it; nothing for other words.
  const number = (text) => {
    const plain = text.replace(/[,\s%]/g, "").replace("\u2212", "-");
    return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
  };

  // Tables of scores: a button in each heading sorts up, down, and back to the report's own order.
  function sorting() {
    for (const table of all("table[data-sort]")) {
      const grades = JSON.parse(table.dataset.sort);
      const body = table.tBodies[0];
      const rows = [...body.rows];
      const language = table.closest("[lang]").lang;
      const key = (row, column) => {
        const text = row.cells[column].textContent.trim();
        const value = number(text);
        if (value !== undefined) return [0, value, text];
        const grade = grades.indexOf(text);
        // The best grade is the highest.
        if (grade >= 0) return [1, grades.length - grade, text];
        return [text ? 2 : 3, 0, text];
      };
      const headings = [...table.tHead.rows[0].cells];
      headings.forEach((heading, column) => {
        if (heading.tagName !== "TH" || heading.querySelector("a")) return;
        const button = element("button", { type: "button", className: "sort" }, ...heading.childNodes);
        heading.append(button);
        button.addEventListener("click", () => {
          const next = { ascending: "descending", descending: "" }[heading.getAttribute("aria-sort")] ?? "ascending";
          headings.forEach((other) => other.removeAttribute("aria-sort"));
          if (next) heading.setAttribute("aria-sort", next);
          const sign = next === "descending" ? -1 : 1;
          const sorted = next ? [...rows].sort((a, b) => {
            const [one, other] = [key(a, column), key(b, column)];
            // What has no value stays at the end.
            return one[0] - other[0] || sign * (one[1] - other[1] || one[2].localeCompare(other[2], language, { numeric: true }));
          }) : rows;
          body.append(...sorted);
        });
      });
    }
  }

  // A table that has room needs no place in the order of focus.
  function regions() {
    const watch = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        const scrolls = target.scrollWidth > target.clientWidth;
        target.setAttribute("role", scrolls ? "region" : "group");
        if (scrolls) target.tabIndex = 0; else target.removeAttribute("tabindex");
      }
    });
    all(".scroll").forEach((region) => watch.observe(region));
  }

  // The index: reports that do not match are put away, and programmes without any.
  function filter() {
    const group = document.querySelector(".filter");
    if (!group) return;
    const choices = all("select", group);
    const reports = all(".reports > li");
    const apply = () => {
      const wanted = choices.filter((choice) => choice.value);
      for (const report of reports) report.hidden = !wanted.every(({ name, value }) => report.dataset[name] === value);
      all(".programme").forEach((programme) => { programme.hidden = !programme.querySelector("li:not([hidden])"); });
      const shown = reports.filter((report) => !report.hidden).length;
      group.querySelector(".count").textContent = wanted.length ? group.dataset.count.replace("{shown}", shown) : "";
    };
    group.addEventListener("change", apply);
    group.querySelector("button").addEventListener("click", () => {
      choices.forEach((choice) => { choice.value = ""; });
      apply();
    });
    // The browser may have kept what was chosen.
    addEventListener("pageshow", apply);
  }

  // The search. Indexes and texts are scripts that call these, each for one report.
  const indexes = new Map();
  const texts = new Map();
  self.bluebookIndex = (index) => indexes.set(index.slug, index);
  self.bluebookText = ([slug, list]) => texts.set(slug, list);
  const loads = new Map();
  const load = (name) => {
    if (!loads.has(name)) {
      loads.set(name, new Promise((resolve, reject) => {
        document.head.append(element("script", { src: `assets/search/${name}.js`, onload: resolve, onerror: reject }));
      }));
      loads.get(name).catch(() => loads.delete(name));
    }
    return loads.get(name);
  };

  // Words are runs of letters and digits; accents and capitals make no difference.
  const word = /[\p{Alphabetic}\p{N}]+/gu;
  const folded = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

  // One index of several reports, as MiniSearch takes it.
  function joined(slugs) {
    const places = [];
    const terms = new Map();
    const lengths = {};
    const sums = [0, 0];
    for (const slug of slugs) {
      const { title, lang, state, places: own, words: found } = indexes.get(slug);
      const first = places.length;
      own.forEach(([heading, address, ...length], place) => {
        lengths[first + place] = length;
        length.forEach((value, field) => { sums[field] += value; });
        places.push({ slug, place, report: title, lang, state, heading, address });
      });
      for (const [key, fields] of Object.entries(found)) {
        const term = folded(key);
        if (!terms.has(term)) terms.set(term, {});
        fields.forEach((list, field) => {
          for (let at = 0; at < list.length; at += 2) {
            const counts = terms.get(term)[field] ??= {};
            counts[first + list[at]] = (counts[first + list[at]] ?? 0) + list[at + 1];
          }
        });
      }
    }
    const options = { fields: ["heading", "text"], tokenize: (text) => text.match(word) ?? [], processTerm: folded };
    const index = self.MiniSearch.loadJS({
      documentCount: places.length, nextId: places.length, documentIds: { ...places.map((_, id) => id) },
      fieldIds: { heading: 0, text: 1 }, fieldLength: lengths, averageFieldLength: sums.map((sum) => sum / (places.length || 1)),
      storedFields: {}, dirtCount: 0, index: [...terms], serializationVersion: 2,
    }, options);
    return { places, index };
  }

  // The passage with the first of the words found, and the words marked in it.
  function excerpt(text, found) {
    const hits = [...text.matchAll(word)].filter((match) => found.has(folded(match[0])));
    const from = hits.length && hits[0].index > 80 ? text.lastIndexOf(" ", hits[0].index - 60) + 1 : 0;
    const to = text.length - from > 260 ? text.lastIndexOf(" ", from + 260) : text.length;
    const made = element("p", { className: "excerpt" });
    let done = from;
    if (from) made.append("… ");
    for (const { index, 0: hit } of hits) {
      if (index < done || index + hit.length > to) continue;
      made.append(text.slice(done, index), element("mark", { textContent: hit }));
      done = index + hit.length;
    }
    made.append(text.slice(done, to), to < text.length ? " …" : "");
    return made;
  }

  function search() {
    const form = document.querySelector(".search-page form.search");
    if (!form) return;
    const most = 50;
    const list = document.querySelector(".results");
    const says = document.querySelector(".results-status");
    const [query, where] = [form.elements.q, form.elements.report];
    const say = (text, blanks = {}) => { says.textContent = text.replace(/\{(\w+)\}/g, (_, name) => blanks[name] ?? ""); };
    let run = 0;
    async function show() {
      const mine = ++run;
      const wanted = query.value.trim();
      list.replaceChildren();
      say("");
      if (!wanted.match(word)) return;
      say(form.dataset.loading);
      const slugs = where.value ? [where.value] : [...where.options].map((option) => option.value).filter(Boolean);
      try {
        await Promise.all([load("minisearch"), ...slugs.map((slug) => load(`${slug}.index`))]);
        const { places, index } = joined(slugs);
        const options = { prefix: (term) => term.length > 2, boost: { heading: 3 } };
        const near = { ...options, fuzzy: (term) => term.length > 3 && 0.25 };
        // All of the words, or else any of them, or else words that are nearly so.
        const results = [{ ...options, combineWith: "AND" }, options, near]
          .reduce((found, way) => (found.length ? found : index.search(wanted, way)), []);
        const shown = results.slice(0, most);
        await Promise.all([...new Set(shown.map(({ id }) => places[id].slug))].map((slug) => load(`${slug}.text`)));
        if (mine !== run) return;
        list.append(...shown.map(({ id, terms }) => {
          const { slug, place, report, lang, state, heading, address } = places[id];
          const link = element("a", { href: `${slug}/${address}`, textContent: heading });
          const item = element("li", { lang }, element("h2", {}, link), element("p", { className: "where", textContent: report }));
          if (state) item.append(element("p", { className: "state", textContent: state }));
          item.append(excerpt(texts.get(slug)[place], new Set(terms)));
          return item;
        }));
        const words = results.length > most ? form.dataset.first : results.length ? form.dataset.found : form.dataset.nothing;
        say(words, { query: wanted, count: results.length, shown: most });
      } catch (problem) {
        if (mine === run) say(form.dataset.failed);
        console.error(problem);
      }
    }
    // What was looked for is in the address, so that it can be kept and sent, and the way back leads to it.
    function read() {
      const asked = new URLSearchParams(location.search);
      query.value = asked.get("q") ?? "";
      where.value = asked.get("report") ?? "";
      if (where.selectedIndex < 0) where.value = "";
      show();
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      try {
        history.pushState(null, "", `?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`);
      } catch {
        // A page that was opened from a folder keeps its address.
      }
      show();
    });
    addEventListener("popstate", read);
    read();
  }

  contents();
  copying();
  sorting();
  regions();
  filter();
  search();
})();
