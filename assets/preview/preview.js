// Keeps a page of the preview up to date: what is different on it is changed in place, problems are shown over it.
//
// Only what differs between the last text of the page and the new one is touched, so that scrolling, focus, open details and what the page's
// own script has added stay. All words come with the news.
"use strict";
(() => {
  const own = new URL(document.currentScript.src);
  let tag = document.currentScript.dataset.tag;
  // The page as it was sent, without what scripts have made of it; nothing until it is there.
  let sent;
  let news;
  let gone = false;
  let connected = true;
  let hidden = "";

  // --- changing the page ---

  const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

  async function fetched(known) {
    // Without a tag it is the text that this page was made from, which the browser has kept.
    const how = known ? { cache: "no-store", headers: { "If-None-Match": `"${known}"` } } : { cache: "force-cache" };
    const response = await fetch(location.href, how);
    const found = (response.headers.get("ETag") ?? "").replaceAll('"', "");
    return { status: response.status, tag: found, text: response.status === 304 ? "" : await response.text() };
  }

  const copy = (node) => document.importNode(node, true);

  // Makes `live`, which was made from `before`, show what `after` says. The three have the same name.
  function change(live, before, after) {
    if (before.isEqualNode(after)) return;
    if (before.nodeType !== Node.ELEMENT_NODE) {
      live.data = after.data;
      return;
    }
    for (const { name } of before.attributes) if (!after.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of after.attributes) if (before.getAttribute(name) !== value) live.setAttribute(name, value);
    const [there, old, made] = [live, before, after].map((element) => [...element.childNodes]);
    // Scripts may have added something at the end. Where they have done more, it gives way; in a table they may have sorted the rows,
    // and know only those that were there.
    const theirs = old.some((node, at) => there[at]?.nodeName !== node.nodeName);
    const table = live.nodeName === "TABLE"
      && (before.rows.length !== after.rows.length || live.tBodies[0]?.textContent !== before.tBodies[0]?.textContent);
    if (theirs || table) {
      live.replaceChildren(...made.map(copy));
      return;
    }
    let next = there[old.length] ?? null;
    for (const [at, node] of paired(old, made).reverse()) {
      if (at === undefined) live.insertBefore(copy(node), next);
      else if (!node) there[at].remove();
      else change(there[at], old[at], node);
      next = at === undefined ? next?.previousSibling ?? live.lastChild : node ? there[at] : next;
    }
  }

  // Which of the old nodes became which of the new, in order: [place among the old, new node], either of them missing where one came or went.
  function paired(old, made) {
    const equal = (a, b) => old[a]?.isEqualNode(made[b]);
    let [first, oldEnd, madeEnd] = [0, old.length, made.length];
    while (first < Math.min(oldEnd, madeEnd) && equal(first, first)) first += 1;
    while (first < Math.min(oldEnd, madeEnd) && equal(oldEnd - 1, madeEnd - 1)) { oldEnd -= 1; madeEnd -= 1; }
    const pairs = made.slice(0, first).map((node, at) => [at, node]);
    let at = first;
    for (const node of made.slice(first, madeEnd)) {
      const named = (other) => other.nodeName === node.nodeName && other.id === node.id;
      // By its id wherever it is; without one only where it stands, or if nothing of it is different.
      let found = at;
      while (found < oldEnd && !(named(old[found]) && (node.id || found === at || old[found].isEqualNode(node)))) found += 1;
      if (found === oldEnd) {
        pairs.push([undefined, node]);
        continue;
      }
      while (at < found) pairs.push([at++]);
      pairs.push([at++, node]);
    }
    while (at < oldEnd) pairs.push([at++]);
    return [...pairs, ...made.slice(madeEnd).map((node, index) => [oldEnd + index, node])];
  }

  function show(text, newTag) {
    const after = parsed(text);
    const before = sent;
    sent = after;
    tag = newTag;
    if (!before) {
      location.reload();
      return;
    }
    document.title = after.title;
    document.documentElement.lang = after.documentElement.lang;
    // What is being read stays where it is, whatever comes or goes above it.
    const read = scrollY && document.elementsFromPoint(innerWidth / 2, innerHeight / 3).find((one) => one.closest("main"));
    const top = read && read.getBoundingClientRect().top;
    change(document.body, before.body, after.body);
    if (read?.isConnected) scrollBy({ top: read.getBoundingClientRect().top - top, behavior: "instant" });
  }

  function loadAnew(old) {
    const link = document.querySelector('link[rel="stylesheet"]');
    if (link && old.style !== news.style) {
      const fresh = link.cloneNode();
      const address = new URL(link.href);
      address.search = news.style;
      fresh.href = address.href;
      // The old one goes when the new one is there, so that nothing flickers.
      fresh.addEventListener("load", () => link.remove());
      fresh.addEventListener("error", () => fresh.remove());
      link.after(fresh);
    }
    for (const image of document.images) {
      const address = new URL(image.src);
      const now = news.pictures[decodeURIComponent(address.pathname)];
      if (now && old.pictures[decodeURIComponent(address.pathname)] !== now) {
        address.search = now;
        image.src = address.href;
      }
    }
  }

  let running = false;
  let again = false;
  async function look() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        const found = await fetched(tag);
        // A page that was there stays to be read.
        gone = found.status === 404 && sent !== undefined;
        if (!gone && found.status !== 304 && found.tag !== tag) show(found.text, found.tag);
        panel();
      } while (again);
    } catch {
      // The stream will say when the preview is back.
    } finally {
      running = false;
    }
  }

  // --- what is shown over it ---

  const host = document.createElement("bluebook-preview");
  const shadow = host.attachShadow({ mode: "open" });
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("preview.css", own).href;
  const root = document.createElement("div");
  root.hidden = true;
  style.addEventListener("load", () => { root.hidden = false; });
  shadow.append(style, root);
  document.documentElement.append(host);

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  const slug = decodeURIComponent(location.pathname.split("/")[1] ?? "");

  function problem({ severity, name, message, place, excerpt, help, href }) {
    return element("li", { className: severity },
      element("p", { className: "message" }, element("strong", {}, message), " ", element("code", {}, name)),
      excerpt ? element("pre", { tabIndex: 0 }, excerpt) : element("p", { className: "place" }, place),
      help ? element("p", { className: "help" }, help) : null,
      href ? element("p", {}, element("a", { href }, news.words.place)) : null);
  }

  let shown = "";
  function panel() {
    if (!news) return;
    pdfs();
    const { words, problems, reports } = news;
    const counts = (reports[slug] ?? news).counts;
    const here = (one) => !(slug in reports) || !one.reports.length || one.reports.includes(slug);
    const errors = problems.filter((one) => one.error && here(one));
    const others = problems.filter((one) => one.error && !here(one));
    const warnings = problems.filter((one) => !one.error && here(one));
    const parts = [];
    const status = !connected ? words.stopped : gone ? words.gone : "";
    if (status) parts.push(element("p", { className: "status" }, status, " ", element("a", { href: "/" }, words.allReports)));
    const key = JSON.stringify(errors);
    // What has not changed is not said again to those who listen.
    const all = JSON.stringify([status, errors, others, warnings, key === hidden]);
    if (all === shown) return;
    shown = all;
    if (errors.length && key !== hidden) {
      const close = element("button", { type: "button" }, words.hide);
      close.addEventListener("click", () => { hidden = key; panel(); });
      parts.push(element("section", { className: "errors" },
        element("header", {}, element("h2", {}, counts.errors), close),
        sent ? element("p", {}, words.lastGood) : null,
        element("ol", {}, ...errors.map(problem))));
    } else if (errors.length) {
      const open = element("button", { type: "button", className: "reopen" }, counts.errors);
      open.addEventListener("click", () => { hidden = ""; panel(); });
      parts.push(open);
    }
    for (const [className, title, list] of [["others", words.elsewhere, others], ["warnings", counts.warnings, warnings]]) {
      if (!list.length) continue;
      const open = root.querySelector(`details.${className}`)?.open ?? false;
      parts.push(element("details", { className, open }, element("summary", {}, title), element("ol", {}, ...list.map(problem))));
    }
    const scrolled = root.querySelector(".errors ol")?.scrollTop ?? 0;
    root.replaceChildren(...parts);
    const list = root.querySelector(".errors ol");
    if (list) list.scrollTop = scrolled;
    root.setAttribute("role", "status");
    root.setAttribute("aria-label", words.title);
  }

  // Each link to a PDF says whether it shows what the page shows. Its text stays as it is, so that changes find it as it was sent.
  const standing = new CSSStyleSheet();
  standing.replaceSync("a[data-standing]::after { content: ' (' attr(data-standing-words) ')'; font-style: italic; font-weight: 400; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, standing];
  function pdfs() {
    for (const link of document.querySelectorAll('main a[href$=".pdf"]')) {
      const report = news.reports[decodeURIComponent(new URL(link.href).pathname.split("/")[1] ?? "")];
      if (!report) continue;
      link.dataset.standing = report.standing;
      link.dataset.standingWords = report.words;
    }
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.querySelector(".errors")) root.querySelector(".errors button").click();
  });

  // --- the news ---

  let stream;
  function listen() {
    stream = new EventSource(new URL("news", own));
    stream.addEventListener("message", ({ data }) => {
      const old = news;
      news = JSON.parse(data);
      connected = true;
      if (old) loadAnew(old);
      panel();
      look();
    });
    stream.addEventListener("error", () => {
      connected = false;
      panel();
    });
  }
  // A browser allows six connections to one server: only a page that is seen keeps one.
  document.addEventListener("visibilitychange", () => {
    stream?.close();
    stream = undefined;
    if (!document.hidden) listen();
  });
  addEventListener("pagehide", () => stream?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) { stream?.close(); listen(); } });

  (async () => {
    try {
      const found = await fetched("");
      if (found.tag !== tag) location.reload();
      else if (found.status === 200) sent = parsed(found.text);
    } finally {
      if (!document.hidden) listen();
    }
  })();
})();
