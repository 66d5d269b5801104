// Tries `bluebook serve` in a real browser: preview.mjs NODE_FOLDER CHROMIUM CONTENT EDITS COMMAND...
// A copy of CONTENT is edited as editors do it. What is not as it should be is printed, one line each, and then how long it takes from a
// write until the page has changed. Nothing is wrong only because it is slow: what must come is waited for, and the time is said, not judged.

import { createRequire } from "node:module";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const [folder, executablePath, demo, edits, ...command] = process.argv.slice(2);
const require = createRequire(resolve(folder, "package.json"));
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;
const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const work = mkdtempSync(join(tmpdir(), "bluebook-preview-"));
cpSync(resolve(demo), join(work, "content"), { recursive: true });
const slug = "surrey-2008";
const report = join(work, "content/reports", slug);
const section = join(report, "sections", readdirSync(join(report, "sections")).sort()[0]);
const text = readFileSync(section, "utf8");
// The first finding that is one line.
const finding = text.match(/^ +- \|\n +([^\n]+)\n +-/m)[1];
const withWords = (words) => text.replace(finding, () => words);

const wrong = [];
const check = (holds, words) => { if (!holds) wrong.push(words); };

// --- the tool ---

const tool = spawn(resolve(command[0]), [...command.slice(1), "serve", "--port", "0"], { cwd: work, stdio: ["ignore", "pipe", "pipe"] });
let said = "";
for (const stream of [tool.stdout, tool.stderr]) stream.on("data", (data) => { said += data; });
const ended = new Promise((resolve) => tool.on("exit", (code) => resolve(code)));
async function until(holds, what, patience = 120_000) {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(10)) if (await (async () => holds())().catch(() => false)) return true;
  wrong.push(what);
  return false;
}
await until(() => /http:\S+/.test(said), "the tool does not say where the preview is");
const address = said.match(/http:\S+/)?.[0];

// --- the browser ---

const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
// Chromium's sandbox does not start for root.
if (process.getuid?.() === 0) quiet.push("--no-sandbox");
const browser = await chromium.launch({ executablePath, args: quiet });

try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  page.on("pageerror", (error) => wrong.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    // The tool is stopped and pages are taken away below.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) wrong.push(`the browser says: ${message.text()}`);
  });
  let loads = 0;
  page.on("load", () => { loads += 1; });
  await page.goto(`${address}${slug}/index.html`);
  await page.locator("bluebook-preview").waitFor({ state: "attached" });

  const shows = (words) => page.evaluate((words) => document.querySelector("main").textContent.includes(words), words);
  const over = (selector) => page.evaluate((selector) => [...document.querySelector("bluebook-preview").shadowRoot.querySelectorAll(selector)].map((one) => one.textContent), selector);

  // The page's own state, which must outlive changes, however early they come.
  const before = await page.evaluate((words) => {
    const details = [...document.querySelectorAll("main details")].pop();
    if (details) details.open = true;
    const element = [...document.querySelectorAll("main li, main p")].reverse().find((one) => one.textContent.includes(words));
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const link = document.querySelector("main a[href^='#']");
    link.focus({ preventScroll: true });
    self.kept = { details, link };
    return { top: element.getBoundingClientRect().top, scroll: scrollY };
  }, finding);
  writeFileSync(section, withWords("The first change of all."));
  await until(() => shows("The first change of all."), "an edit does not reach the page");
  const after = await page.evaluate(() => ({
    scroll: scrollY, open: !self.kept.details || (self.kept.details.isConnected && self.kept.details.open), focus: document.activeElement === self.kept.link,
  }));
  check(Math.abs(before.scroll - after.scroll) < 2, `the page scrolls from ${before.scroll} to ${after.scroll}`);
  check(after.open, "open details close");
  check(after.focus, "the focus is lost");
  check(loads === 1, "the page is loaded anew for an edit");

  // A mistake, and that it is mended.
  writeFileSync(section, withWords("The second change.").replace(/^section:/m, "sektion:"));
  await until(async () => (await over(".errors li")).length > 0, "an error does not appear");
  const [error = ""] = await over(".errors li");
  for (const part of ["sektion", "section", "-->", ":1:1"]) check(error.includes(part), `the error does not show ${part}: ${error}`);
  check(await shows("The first change of all."), "the last good page does not stay behind an error");
  writeFileSync(section, withWords("The third change."));
  await until(async () => (await over(".errors li")).length === 0, "an error stays although it is mended");
  await until(() => shows("The third change."), "the mended text does not reach the page");

  // Editors' habits: no error may be seen in between. Where this machine was too slow for an editor's pace, it is tried again.
  await page.evaluate(() => {
    self.errorsSeen = 0;
    new MutationObserver(() => { if (document.querySelector("bluebook-preview").shadowRoot.querySelector(".errors")) self.errorsSeen += 1; })
      .observe(document.querySelector("bluebook-preview").shadowRoot, { childList: true, subtree: true });
  });
  const moment = () => sleep(20);
  const habits = {
    "a rename over": async (words) => { writeFileSync(`${section}.tmp`, words); renameSync(`${section}.tmp`, section); },
    "two writes": async (words) => { writeFileSync(section, ""); await moment(); writeFileSync(section, words.slice(0, 200)); await moment(); writeFileSync(section, words); },
    "a backup": async (words) => { renameSync(section, `${section}~`); await moment(); writeFileSync(section, words); await moment(); unlinkSync(`${section}~`); },
    "a swap file and a test file": async (words) => {
      writeFileSync(join(report, "sections/.1.yaml.swp"), "x");
      writeFileSync(join(report, "4913"), "");
      unlinkSync(join(report, "4913"));
      writeFileSync(section, words);
      unlinkSync(join(report, "sections/.1.yaml.swp"));
    },
  };
  for (const [habit, save] of Object.entries(habits)) {
    let clean = false;
    for (let attempt = 0; attempt < 5 && !clean; attempt += 1) {
      const words = `Saved by ${habit}, attempt ${attempt}.`;
      await page.evaluate(() => { self.errorsSeen = 0; });
      await save(withWords(words));
      // News comes in order: whatever was said before these words has been shown before them.
      await until(() => shows(words), `${habit} does not reach the page`);
      clean = (await page.evaluate(() => self.errorsSeen)) === 0;
    }
    check(clean, `an editor's way of saving, ${habit}, shows as an error`);
  }

  // Files that come and go.
  writeFileSync(join(report, "picture.psd"), "x");
  await until(async () => (await over(".warnings li")).some((one) => one.includes("picture.psd")), "a warning is not listed");
  unlinkSync(join(report, "picture.psd"));
  await until(async () => (await over(".warnings li")).length === 0, "a warning stays although it is mended");
  writeFileSync(section, withWords("There were 23 high risk cases. A plan had been made in 97% of these."));
  await until(async () => (await over(".warnings li a")).length === 1, "a doubt about a finding has no link");
  await page.evaluate(() => {
    const list = document.querySelector("bluebook-preview").shadowRoot.querySelector("details.warnings");
    list.open = true;
    list.querySelector("li a").click();
  });
  await until(() => page.evaluate(() => document.querySelector(":target")?.textContent.includes("high risk cases")), "a link in the list does not lead to the place");
  check(loads === 1, "a link to a place on the page loads it anew");
  renameSync(report, `${report}-b`);
  await until(async () => (await over(".status")).length > 0, "the page does not say that its report was renamed");
  const other = await context.newPage();
  await other.goto(address);
  check((await other.locator(`a[href^="${slug}-b/"]`).count()) > 0, "a renamed report is not in the index");
  check((await other.goto(`${address}${slug}-b/`)).status() === 200, "a renamed report has no page");
  check((await other.goto(`${address}${slug}/index.html`)).status() === 404, "a report's old address still answers");
  renameSync(`${report}-b`, report);
  await until(async () => (await over(".status")).length === 0, "a page does not notice that its report is back");
  await until(() => other.evaluate(() => document.querySelector("main article") !== null), "a page that was missing does not appear when it is there");
  await other.close();
  renameSync(join(work, "content"), join(work, "elsewhere"));
  await until(() => /is gone/.test(said), "the tool does not say that the content folder is gone");
  renameSync(join(work, "elsewhere"), join(work, "content"));
  writeFileSync(section, withWords("After the move."));
  await until(() => shows("After the move."), "changes are not followed after the content folder was moved");

  // PDF: a link that says when it is fresh, a request that waits for it.
  const standing = () => page.evaluate(() => document.querySelector('main a[href$=".pdf"]')?.dataset.standing);
  await until(async () => (await standing()) === "fresh", "a PDF does not follow");
  await page.evaluate(() => {
    self.standings = [];
    new MutationObserver(() => self.standings.push(document.querySelector('main a[href$=".pdf"]').dataset.standing))
      .observe(document.body, { subtree: true, attributeFilter: ["data-standing"] });
  });
  writeFileSync(section, withWords("In the PDF too."));
  await until(() => shows("In the PDF too."), "a change after the PDF does not reach the page");
  // A request waits until the PDF is what the page shows.
  const pdf = await page.request.get(`${address}${slug}/${slug}.pdf`, { timeout: 120_000 });
  check(pdf.ok() && (await pdf.body()).subarray(0, 5).toString() === "%PDF-", "there is no PDF");
  await until(async () => (await standing()) === "fresh", "the link to the PDF does not say that it is fresh");
  check(await page.evaluate(() => self.standings.includes("behind")), "the link to the PDF does not say that it is behind");

  // Nobody else is answered.
  const status = (path, headers) => new Promise((resolve, reject) => {
    request(new URL(path, address), { headers }, (response) => { response.resume(); resolve(response.statusCode); }).on("error", reject).end();
  });
  check((await status("/", { Host: "drafts.example" })) === 403, "a foreign name is answered");
  check((await status(`/..%2f..%2fetc%2fpasswd`, {})) === 404, "a path leads out of the preview");

  // How long it takes.
  const times = [];
  for (let edit = 0; edit < Number(edits); edit += 1) {
    const words = `Change ${edit} of many, each on the page at once.`;
    await page.evaluate((words) => {
      self.seen = new Promise((resolve) => {
        const watch = new MutationObserver(() => {
          if (!document.querySelector("main").textContent.includes(words)) return;
          watch.disconnect();
          resolve(performance.timeOrigin + performance.now());
        });
        watch.observe(document.body, { childList: true, subtree: true, characterData: true });
      });
    }, words);
    await sleep(150 + (edit % 7) * 60);
    const start = performance.timeOrigin + performance.now();
    writeFileSync(section, withWords(words));
    times.push((await Promise.race([page.evaluate(() => self.seen), sleep(120_000).then(() => Infinity)])) - start);
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor((times.length - 1) * share)].toFixed(0);
  console.error(`from the write until the page has changed: median ${at(0.5)} ms, fastest ${at(0)}, slowest ${at(1)} (${times.length} edits)`);
  check(loads === 1, `the page was loaded anew ${loads - 1} times`);

  // What stands over a page is for everyone too.
  writeFileSync(section, withWords("x").replace(/^section:/m, "sektion:"));
  const plain = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: true });
  plain.setDefaultTimeout(120_000);
  const looked = await plain.newPage();
  await looked.goto(`${address}${slug}/index.html`);
  await looked.waitForFunction(() => document.querySelector("bluebook-preview")?.shadowRoot.querySelector(".errors"));
  await looked.evaluate(axe);
  const { violations } = await looked.evaluate((values) => window.axe.run(document.querySelector("bluebook-preview"), { runOnly: values }), runOnly);
  for (const { id, help, nodes } of violations) for (const node of nodes) wrong.push(`axe: ${id}: ${help}: ${node.target.join(" ")}`);
  if (process.env.SHOT) await looked.screenshot({ path: process.env.SHOT });

  tool.kill("SIGINT");
  check((await Promise.race([ended, sleep(120_000)])) === 0, "Ctrl-C does not end the tool well");
  await until(async () => (await looked.evaluate(() => document.querySelector("bluebook-preview").shadowRoot.querySelectorAll(".status").length)) > 0, "the page does not say that the preview has stopped");
  check(readdirSync(work).join() === "content", `something was written: ${readdirSync(work)}`);
} catch (problem) {
  wrong.push(String(problem.stack ?? problem));
} finally {
  tool.kill("SIGKILL");
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
for (const words of wrong) console.log(words);
if (process.env.LOG) console.error(said);
process.exitCode = wrong.length ? 1 : 0;
