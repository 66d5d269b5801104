// Prints what axe finds on pages in a real browser: axe.mjs NODE_FOLDER CHROMIUM WIDTH light|dark FILE...
// Also whether a page has to be scrolled sideways (WCAG 1.4.10) and whether it asks for anything from elsewhere.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { fromNode, launch } from "./web.mjs";

const [folder, executablePath, width, colorScheme, ...files] = process.argv.slice(2);
const axe = fromNode(folder, "axe-core").source;
const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const browser = await launch(folder, executablePath);
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
    // The search page is looked at with what it finds.
    const query = file.endsWith("search.html") ? "?q=risk" : "";
    await page.goto(pathToFileURL(resolve(file)).href + query);
    if (query) await page.locator(".results-status:not(:empty)").waitFor();
    // What is folded away is looked at too.
    await page.evaluate(() => document.querySelectorAll("main details").forEach((fold) => { fold.open = true; }));
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
