// Prints what axe finds on pages in a real browser: axe.mjs NODE_FOLDER CHROMIUM WIDTH light|dark FILE...
// Also whether a page has to be scrolled sideways (WCAG 1.4.10) and whether it asks for anything from elsewhere.

import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, executablePath, width, colorScheme, ...files] = process.argv.slice(2);
const require = createRequire(resolve(folder, "package.json"));
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;
const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
// Chromium's sandbox does not start for root.
if (process.getuid?.() === 0) quiet.push("--no-sandbox");

const browser = await chromium.launch({ executablePath, args: quiet });
try {
  const context = await browser.newContext({ viewport: { width: Number(width), height: 800 }, colorScheme, bypassCSP: true });
  const page = await context.newPage();
  let current = "";
  page.on("request", (request) => {
    if (!/^(file|data|blob|about):/.test(request.url())) console.log(`${current}: asks for ${request.url()}`);
  });
  page.on("pageerror", (error) => console.log(`${current}: script error: ${error.message}`));
  for (const file of files) {
    current = file;
    await page.goto(pathToFileURL(resolve(file)).href);
    await page.evaluate(axe);
    const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: values }), runOnly);
    for (const { id, help, nodes } of violations) {
      for (const node of nodes) console.log(`${file}: ${id}: ${help}: ${node.target.join(" ")}`);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) console.log(`${file}: ${wide} px too wide`);
  }
} finally {
  await browser.close();
}
