// Uses the pages as readers do and prints what does not work: browser.mjs NODE_FOLDER CHROMIUM PUBLISHED PARTED DRAFTS HOSTILE
//
// PUBLISHED is the edition; PARTED one whose reports are a page for each section; DRAFTS one of drafts; HOSTILE one with hostile words in every text.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, serve } from "./web.mjs";

const [node, chromium, ...editions] = process.argv.slice(2);
const [published, parted, drafts, hostile] = editions.map((folder) => resolve(folder));
const browser = await launch(node, chromium);

let checks = 0;
const problem = (where, what) => console.log(`${where}: ${what}`);
const holds = (where, what, condition) => {
  checks += 1;
  if (!condition) problem(where, what);
};
const files = (folder, ending) => readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(ending)).sort();
const reports = (folder) => files(folder, "report.json").map((name) => name.split("/")[0]);

/** Goes to a page and waits until all of it is there and has been drawn. */
async function go(page, url) {
  await page.goto(url, { waitUntil: "load" });
  await settled(page);
}
const settled = (page) => page.evaluate(async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
});

/** A page that reports whatever goes wrong on it. */
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  // For what may be slow; what should come and does not is told by `holds`.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  // Chromium lets a page from a folder use fonts, but not load them ahead; it says so each time.
  const ahead = (text) => page.url().startsWith("file:") && /\.woff2|ERR_FAILED/.test(text);
  page.on("console", (message) => message.type() === "error" && !ahead(message.text()) && problem(page.url(), `console: ${message.text()}`));
  page.on("pageerror", (error) => problem(page.url(), `script error: ${error.message}`));
  page.on("dialog", (dialog) => { problem(page.url(), `dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["localhost", ""].includes(url.hostname)) problem(page.url(), `asks for ${request.url()}`);
  });
  // What was still on its way when a page was left has not failed.
  page.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && !ahead(request.url()) && problem(page.url(), `cannot load ${request.url()}`));
  page.on("response", (response) => response.status() >= 400 && problem(page.url(), `${response.status()} for ${response.url()}`));
  return page;
}

// --- sizes ------------------------------------------------------------------------------------------------------------------

function sizes() {
  for (const name of files(published, ".html")) {
    const size = statSync(join(published, name)).size;
    holds(name, `${size} bytes are more than 500 KB`, size < 500_000);
  }
  const scripts = ["assets/page.js", "assets/search/minisearch.js"].map((name) => statSync(join(published, name)).size);
  holds("script", `${scripts} bytes are more than 60 KB`, scripts.reduce((a, b) => a + b) < 60_000);
}

// --- every page: nothing from elsewhere, nothing forbidden, nothing that moves -------------------------------------------------

async function every(folder, width) {
  const site = await serve(folder);
  const page = await open({ viewport: { width, height: 800 } });
  await page.addInitScript(() => {
    window.moved = 0;
    const add = (entries) => entries.forEach((entry) => { if (!entry.hadRecentInput) window.moved += entry.value; });
    const watch = new PerformanceObserver((list) => add(list.getEntries()));
    watch.observe({ type: "layout-shift", buffered: true });
    window.movedSoFar = () => { add(watch.takeRecords()); return window.moved; };
    document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  for (const name of files(folder, ".html")) {
    await go(page, site.url + name);
    const { moved, applied, policy, ran } = await page.evaluate(() => ({
      moved: window.movedSoFar(),
      applied: getComputedStyle(document.body).marginTop === "0px",
      policy: document.querySelector("meta[http-equiv='Content-Security-Policy']")?.content ?? "",
      ran: document.querySelector("p.unseen[role=status]") !== null,
    }));
    holds(name, `moves by ${moved} while it loads, at ${width} px`, moved < 0.02);
    holds(name, "its style sheet is not applied", applied);
    holds(name, "its script does not run", ran);
    holds(name, `its policy is loose: ${policy}`, policy.includes("default-src 'none'") && !policy.includes("unsafe"));
  }
  await page.context().close();
  site.stop();
}

// --- keyboard -----------------------------------------------------------------------------------------------------------------

/** Tabs through a page; each stop must be seen, have a name, and not be covered. */
async function walk(page, where, most) {
  const seen = new Set();
  for (let stop = 0; stop < most; stop += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const at = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + box.height / 2);
      const name = element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent.trim()
        || document.getElementById(element.getAttribute("aria-labelledby"))?.textContent || "";
      window.stops ??= new Map();
      if (!window.stops.has(element)) window.stops.set(element, window.stops.size);
      return {
        key: window.stops.get(element),
        what: `<${element.tagName.toLowerCase()} class="${element.className}"> ${name.slice(0, 40)}`,
        name: name.trim() !== "",
        marked: style.outlineStyle !== "none" || style.boxShadow !== "none",
        inside: box.top >= -1 && box.left >= -1 && box.top < innerHeight && box.left < innerWidth && box.width > 0,
        covered: at !== null && at !== element && !element.contains(at) && !at.contains(element),
      };
    });
    if (found === null || seen.has(found.key)) break;
    seen.add(found.key);
    holds(where, `no name: ${found.what}`, found.name);
    holds(where, `focus is not shown: ${found.what}`, found.marked);
    holds(where, `focus is out of sight: ${found.what}`, found.inside);
    holds(where, `focus is covered: ${found.what}`, !found.covered);
  }
  return seen.size;
}

async function keyboard() {
  const site = await serve(published);
  const [report] = reports(published).slice(-1);
  for (const width of [1280, 320]) {
    const page = await open({ viewport: { width, height: 700 } });
    for (const [path, most, least] of [["index.html", 60, 8], ["search.html?q=risk", 40, 8], [`${report}/index.html`, 160, 100]]) {
      await go(page, site.url + path);
      if (path.includes("?q=")) await page.locator(".results li").first().waitFor();
      const stops = await walk(page, `${path} at ${width} px`, most);
      holds(path, `only ${stops} stops at ${width} px`, stops >= least);
    }
    await page.context().close();
  }
  const page = await open();
  await page.goto(`${site.url}${report}/index.html`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  holds(report, "the skip link does not lead to the main part", await page.evaluate(() => document.activeElement.tagName === "MAIN"));
  const link = page.locator(".contents a").nth(12);
  const hash = new URL(await link.evaluate((element) => element.href)).hash;
  await link.focus();
  await page.keyboard.press("Enter");
  holds(report, "the contents do not lead on", new URL(page.url()).hash === hash);
  const summary = page.locator("figure summary").first();
  await summary.focus();
  await page.keyboard.press("Enter");
  holds(report, "a chart's table does not open", await page.locator("figure details[open] table").first().isVisible());
  await page.context().close();
  site.stop();
}

/** In drafts the state stays in view, and covers nothing that has the focus. */
async function states() {
  const site = await serve(drafts);
  const page = await open({ viewport: { width: 1280, height: 700 } });
  for (const name of files(drafts, ".html")) {
    await page.goto(site.url + name);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const state = page.locator(".masthead .state");
    const box = await state.boundingBox();
    holds(name, "its state is not in view at its end", box !== null && box.y >= 0 && box.y < 50);
    holds(name, "search engines may list it", (await page.locator("meta[name=robots][content=noindex]").count()) === 1);
  }
  const [report] = reports(drafts);
  await page.goto(`${site.url}${report}/index.html`);
  // Backwards from the end, so that what takes the focus comes in from above, where the state is.
  await page.locator(".foot a").last().focus();
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press("Shift+Tab");
    const covered = await page.evaluate(() => {
      const box = document.activeElement.getClientRects()[0];
      const at = box && document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + box.height / 2);
      return at?.closest(".masthead .state") ? document.activeElement.outerHTML.slice(0, 80) : "";
    });
    holds(report, `the state covers what has the focus: ${covered}`, covered === "");
  }
  await page.context().close();
  site.stop();
}

// --- script -------------------------------------------------------------------------------------------------------------------

async function search(start, where) {
  const page = await open();
  await page.goto(`${start}index.html`);
  await page.locator("form.search input").fill("victims");
  await page.keyboard.press("Enter");
  await page.locator(".results li").first().waitFor().catch(() => {});
  const count = await page.locator(".results li").count();
  holds(where, "the search finds nothing", count > 2);
  holds(where, "the search says nothing", (await page.locator(".results-status").textContent()).includes(`${count}`));
  holds(where, "no word is marked", (await page.locator(".results mark").count()) > 2);
  // Misspelt, with a capital, the beginning of a word.
  for (const words of ["victmis", "VICTIM", "vict"]) {
    await page.locator("form.search input").fill(words);
    await page.keyboard.press("Enter");
    await page.waitForFunction((words) => document.querySelector(".results-status").textContent.includes(words), words).catch(() => {});
    holds(where, `the search does not find '${words}'`, (await page.locator(".results li").count()) > 0);
  }
  const links = await page.locator(".results a").evaluateAll((found) => found.map((link) => link.href));
  for (const link of links.slice(0, 5)) {
    await page.goto(link);
    const there = await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null);
    holds(where, `${link} leads nowhere`, there);
  }
  await page.goto(`${start}search.html?q=xyzzyqwv`);
  await page.waitForFunction(() => document.querySelector(".results-status").textContent.includes("xyzzyqwv")).catch(() => {});
  holds(where, "the search finds what is not there", (await page.locator(".results li").count()) === 0);
  await page.context().close();
}

async function script() {
  const site = await serve(published);
  const page = await open({ permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(`${site.url}index.html`);
  const shown = () => page.locator(".reports > li:visible").count();
  const all = await shown();
  await page.locator("select[name=area]").selectOption({ index: 1 });
  holds("index.html", "the filter leaves all reports", (await shown()) < all && (await shown()) > 0);
  holds("index.html", "the filter says nothing", (await page.locator(".filter .count").textContent()).includes(`${await shown()}`));
  await page.locator(".filter button").click();
  holds("index.html", "not all reports come back", (await shown()) === all);

  // Tables of scores: up, down, and back.
  for (const name of files(published, "index.html")) {
    await page.goto(site.url + name);
    for (const table of await page.locator("table[data-sort]").all()) {
      const column = (await table.locator("thead th").count()) - 1;
      const cells = () => table.locator("tbody tr").evaluateAll((rows, at) => rows.map((row) => row.cells[at].textContent), column);
      const heading = table.locator("thead th").nth(column);
      const button = heading.locator("button");
      const before = await cells();
      await table.evaluate((element) => element.closest("details")?.setAttribute("open", ""));
      await button.focus();
      await page.keyboard.press("Enter");
      holds(name, "a table does not say that it goes up", (await heading.getAttribute("aria-sort")) === "ascending");
      const up = await cells();
      await page.keyboard.press("Space");
      holds(name, "a table does not say that it goes down", (await heading.getAttribute("aria-sort")) === "descending");
      const down = await cells();
      await page.keyboard.press("Enter");
      holds(name, "a table does not come back to its order", `${await cells()}` === `${before}` && (await heading.getAttribute("aria-sort")) === null);
      const values = (list) => list.map((text) => parseFloat(text)).filter((value) => !Number.isNaN(value));
      holds(name, "a table is not sorted up", values(up).every((value, at, list) => at === 0 || list[at - 1] <= value));
      holds(name, "a table is not sorted down", values(down).every((value, at, list) => at === 0 || list[at - 1] >= value));
      holds(name, "sorting loses a row", `${[...up].sort()}` === `${[...before].sort()}`);
    }
  }
  holds("programmes", "areas can be ranked where that is advised against", await noRanking(page, site));

  const [report] = reports(published).slice(-1);
  await page.goto(`${site.url}${report}/index.html`);
  const target = await page.locator(".criterion").nth(3).getAttribute("id");
  const marked = page.locator(".contents a[aria-current=location]");
  await page.evaluate((id) => document.getElementById(id).scrollIntoView(), target);
  await page.waitForFunction((hash) => document.querySelector(".contents a[aria-current=location]")?.hash === hash, `#${target}`).catch(() => {});
  const current = await marked.getAttribute("href");
  holds(report, `the contents mark ${current} and not #${target}`, current === `#${target}`);
  const finding = page.locator("li[id] > a.label").first();
  await finding.click();
  await page.waitForFunction(() => document.querySelector(".copied")).catch(() => {});
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  holds(report, `the clipboard has ${copied}`, copied === page.url() && copied.includes("#"));
  holds(report, "nobody hears that a link was copied", (await page.locator("p.unseen[role=status]").count()) === 1);
  await page.context().close();
  site.stop();
}

/** Where a programme advises against ranking, its page has no table that sorts. */
async function noRanking(page, site) {
  let advised = 0;
  for (const name of files(join(published, "programmes"), "index.html")) {
    await page.goto(`${site.url}programmes/${name}`);
    if ((await page.locator("#advice").count()) === 0) continue;
    advised += 1;
    if ((await page.locator("button.sort").count()) > 0) return false;
  }
  return advised > 0;
}

// --- without script, with other spacing, on paper -------------------------------------------------------------------------------

async function without() {
  const site = await serve(published);
  const page = await open({ javaScriptEnabled: false });
  const [report] = reports(published).slice(-1);
  await page.goto(`${site.url}index.html`);
  holds("index.html", "without script it lists nothing", (await page.locator(".reports > li:visible").count()) > 1);
  holds("index.html", "without script the filter is there", !(await page.locator(".filter").first().isVisible()));
  await page.goto(`${site.url}search.html`);
  holds("search.html", "it does not say that it needs script", await page.locator("noscript p").isVisible());
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`${site.url}${report}/index.html`);
  await page.locator(".contents summary").click();
  holds(report, "without script the contents do not unfold", await page.locator(".contents a").nth(3).isVisible());
  await page.context().close();

  // Spacing as WCAG 1.4.12 has it, at 320 px: nothing is cut off.
  const spaced = await open({ viewport: { width: 320, height: 700 }, bypassCSP: true });
  for (const name of [`${report}/index.html`, "index.html", "search.html?q=risk", ...files(published, ".html").filter((name) => name.startsWith("programmes"))]) {
    await go(spaced, site.url + name);
    if (name.includes("?q=")) await spaced.locator(".results li").first().waitFor();
    await spaced.addStyleTag({ content: "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }" });
    const cut = await spaced.evaluate(() => {
      const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      const cut = [...document.querySelectorAll("body *")].filter((element) => {
        const style = getComputedStyle(element);
        const hides = (way) => ["hidden", "clip"].includes(way);
        return (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 2)
          || (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1 && element.clientHeight > 2);
      });
      return [wide > 0 ? `${wide} px too wide` : "", ...cut.map((element) => `cut off: ${element.outerHTML.slice(0, 80)}`)].filter(Boolean);
    });
    holds(name, `with wide spacing: ${cut.join("; ")}`, cut.length === 0);
  }
  await spaced.context().close();

  const paper = await open();
  await paper.goto(`${site.url}${report}/index.html`);
  await paper.emulateMedia({ media: "print" });
  for (const gone of [".contents", ".skip", ".masthead .bar", ".foot", ".downloads"]) {
    holds(report, `${gone} is printed`, !(await paper.locator(gone).first().isVisible()));
  }
  holds(report, "charts are not printed", await paper.locator("figure .drawing.desk").first().isVisible());
  await paper.context().close();
  site.stop();
}

// --- one page for each section --------------------------------------------------------------------------------------------------

async function parts() {
  const site = await serve(parted);
  const page = await open();
  const [report] = reports(parted).slice(-1);
  await page.goto(`${site.url}${report}/index.html`);
  const names = [];
  // From the first page to the last by 'next', and back by 'previous'.
  for (const way of ["next", "previous"]) {
    for (let step = 0; step < 60; step += 1) {
      names.push(new URL(page.url()).pathname);
      holds(page.url(), "it has not one h1", (await page.locator("h1").count()) === 1);
      const link = page.locator(`.pager .${way}`);
      if ((await link.count()) === 0) break;
      await link.click();
    }
  }
  const count = files(join(parted, report), ".html").length;
  holds(report, `${names.length} pages on the way there and back, not ${2 * count}`, names.length === 2 * count && new Set(names).size === count);
  await page.goto(`${site.url}${report}/index.html`);
  for (const href of await page.locator(".contents a").evaluateAll((links) => links.map((link) => link.href))) {
    await page.goto(href);
    const there = await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null);
    holds(report, `${href} leads nowhere`, there);
  }
  await page.context().close();
  site.stop();
}

// --- hostile words ----------------------------------------------------------------------------------------------------------------

async function hostility() {
  const site = await serve(hostile);
  for (const bypassCSP of [false, true]) {
    const page = await open({ bypassCSP });
    await page.addInitScript(() => { window.hostile = (way) => { (window.ran ??= []).push(way); }; });
    const look = async (name) => {
      await settled(page);
      const { ran, text } = await page.evaluate(() => ({ ran: window.ran ?? [], text: document.documentElement.textContent }));
      holds(name, `hostile words ran: ${ran}`, ran.length === 0);
      holds(name, "hostile words are not shown", text.includes("hostile(1)</script>"));
    };
    for (const name of files(hostile, ".html").filter((name) => name !== "search.html")) {
      await go(page, site.url + name);
      await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
      await page.evaluate(() => {
        for (const element of document.querySelectorAll("main a, main abbr, main summary, main button")) {
          for (const kind of ["mouseover", "focus"]) element.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
        }
        document.querySelectorAll("button.sort").forEach((button) => button.click());
      });
      const select = page.locator(".filter select").first();
      if (await select.count()) await select.selectOption({ index: 1 });
      await look(name);
    }
    await page.goto(`${site.url}search.html?q=${encodeURIComponent("stone <img src=x onerror=hostile(9)>")}`);
    await page.locator(".results li").first().waitFor().catch(() => {});
    holds("search.html", "nothing was found among hostile words", (await page.locator(".results li").count()) > 0);
    await look("search.html");
    await page.context().close();
  }
  site.stop();
}

async function searches() {
  const site = await serve(published);
  await search(site.url, "search, served");
  site.stop();
  await search(`${pathToFileURL(published).href}/`, "search, from a folder");
}

try {
  sizes();
  const all = [keyboard, hostility, states, script, parts, without, searches];
  for (const folder of [published, parted]) {
    for (const width of [1280, 320]) all.push(() => every(folder, width));
  }
  // A few at once; each has windows of its own.
  const work = async () => { while (all.length) await all.shift()(); };
  await Promise.all([work(), work(), work()]);
  if (checks < 1000) problem("browser.mjs", `only ${checks} things were looked at`);
} finally {
  await browser.close();
}
