// Every page of `sayso review` in Chromium: axe-core in both colour schemes, 200 % zoom, print, and work without scripts.
//
//     node scripts/browser/pages.mjs [--binary target/debug/sayso] [--screenshots corpus/reports/review]
//
// Reviews the samples in a folder of its own. scripts/setup-review.sh installs what it needs.
import { spawn, execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const require = createRequire(path.join(root, "target/browser/package.json"));
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const binary = path.resolve(option("--binary", path.join(root, "target/debug/sayso")));
const pictures = option("--screenshots");
const PASSWORD = "four words of our own";
const problems = [];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sayso-pages-"));
const output = path.join(folder, "samples.jsonl");
execFileSync(binary, ["tag", "--no-model", "--quiet", "corpus/samples", "-o", output], { cwd: root });
const server = spawn(binary, ["review", output, "--listen", "127.0.0.1:0", "--multi-user", "--reviewer", "eve"], { stdio: ["ignore", "ignore", "pipe"] });
const link = await new Promise((resolve) => {
  let told = "";
  server.stderr.on("data", (data) => { told += data; const found = told.match(/http:\S+/); if (found) resolve(found[0]); });
});
const origin = new URL(link).origin;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });

async function open(link, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(link);
  await page.fill("[name=password]", PASSWORD);
  await page.fill("[name=again]", PASSWORD);
  await page.click("button");
  await page.waitForURL(origin + "/");
  return page;
}

async function invite(admin, name, options) {
  await admin.goto(origin + "/accounts");
  await admin.fill("form.inline [name=name]", name);
  await admin.click("form.inline button");
  return open(await admin.textContent(".link"), options);
}

function expect(holds, what) {
  if (!holds) problems.push(what);
}

/** Accepts, rejects and edits by forms alone. */
async function withoutScripts(page) {
  for (const [claim, button, told] of [[3, "button.accept", "accepted"], [4, "button.danger", "rejected"], [5, "#edit button.main", "edited"]]) {
    await page.goto(`${origin}/claim/${claim}?state=any`);
    if (told === "edited") {
      await page.click("#edit summary");
      const verdict = await page.inputValue("[name=verdict]");
      await page.selectOption("[name=verdict]", verdict === "vague" ? "sourced" : "vague");
    }
    await page.click(button);
    const did = (await page.isVisible(".did")) ? await page.textContent(".did p") : await page.textContent("main");
    expect(did.includes(`You ${told}`), `without scripts, ${told}: ${did.slice(0, 200)}`);
  }
  await page.click("form[action^='/undo'] button");
  expect((await page.textContent(".did p")).includes("You undid"), "without scripts: undo");
}

/** A claim with a note, a tag, a rating, and an opinion that differs from that of others. */
async function differ(page) {
  for (const claim of [3, 4]) {
    await page.goto(`${origin}/claim/${claim}?state=any`);
    await page.click(claim === 3 ? "button.danger" : "button.accept");
    await page.goto(`${origin}/claim/${claim}?state=any`);
    for (const [field, words] of [["text", "Asked the press office."], ["tag", "prisons"], ["rating", "Half true"]]) {
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
      await page.fill(`form:has([name=action]:not([value=edit]):not([value=reject])) [name=${field}]`, words);
      await page.locator(`form:has([name=action]:not([value=edit]):not([value=reject]):not([value=untag])):has([name=${field}]:not([type=hidden])) button`).click();
    }
  }
}

const admin = await open(link);
await withoutScripts(await invite(admin, "ben", { javaScriptEnabled: false }));
await differ(admin);
const invitation = await (async () => {
  await admin.goto(origin + "/accounts");
  await admin.fill("form.inline [name=name]", "Ann O’Hara".replace("’", "'"));
  await admin.click("form.inline button");
  return (await admin.textContent(".link")).slice(origin.length);
})();

const PAGES = [
  ["queue", "/"], ["search", "/?q=unsourced+percentages&verdict=unsourced&state=any"], ["claim", "/claim/3?state=any"], ["policy", "/claim/40?state=any"],
  ["document", "/document/3"], ["sources", "/sources"], ["overview", "/overview"], ["history", "/history"], ["agreement", "/agreement"],
  ["accounts", "/accounts"], ["export", "/out"], ["help", "/help"], ["unmatched", "/unmatched"], ["missing", "/claim/999999"],
  ["login", "/login"], ["invitation", invitation],
];
const state = await admin.context().storageState();
for (const colorScheme of ["light", "dark"]) {
  // axe-core is put into the page, which the page's own policy would rightly refuse.
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme, bypassCSP: true, storageState: state });
  const page = await context.newPage();
  for (const [name, address] of PAGES) {
    await page.goto(origin + address);
    // On a claim and a document all that can be unfolded is looked at too.
    if (pictures) await page.screenshot({ path: path.join(pictures, `${name}-${colorScheme}.png`), clip: undefined });
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    for (const one of violations) problems.push(`axe, ${colorScheme}, ${name}: ${one.id} (${one.nodes.length}): ${one.nodes[0].html.slice(0, 160)}`);
    // 200 % of 1280 is a page of 640.
    await page.setViewportSize({ width: 640, height: 450 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over <= 0, `zoom, ${name}: ${over} pixels to the side`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ media: "print" });
    const left = await page.evaluate(() => Array.from(document.querySelectorAll(".bar, .filters, .decide, .steps")).filter((one) => one.checkVisibility()).length);
    expect(left === 0, `print, ${name}: ${left} parts that are not for paper`);
    await page.emulateMedia({ media: "screen" });
  }
  await context.close();
}
await browser.close();
server.kill();
fs.rmSync(folder, { recursive: true });
for (const problem of problems) console.error(problem);
console.log(`${PAGES.length} pages in two colour schemes: ${problems.length} problems`);
process.exitCode = problems.length ? 1 : 0;
