// How long Chromium takes to lay out and print pages, as JSON: the seconds of the fastest run and the bytes it made.
// Everything is warm, the first run is not counted.
//
// node bench/print.mjs RUNS FILE.html [FILE.html ...]

import { readFile } from 'node:fs/promises';

import { launch } from '../fixture/browser.mjs';

const paper = { format: 'A4', tagged: true, printBackground: true, displayHeaderFooter: false };
/** A file gets no new run after this many milliseconds. */
const patience = 60_000;

async function print(page, html) {
  const begin = performance.now();
  await page.setContent(html, { timeout: 0 });
  const document = await page.pdf(paper);
  return { seconds: (performance.now() - begin) / 1000, bytes: document.length };
}

async function fastest(page, html, runs) {
  const begin = performance.now();
  await print(page, html);
  const printed = [];
  while (printed.length === 0 || (printed.length < runs && performance.now() - begin < patience)) {
    printed.push(await print(page, html));
  }
  return printed.reduce((one, other) => (other.seconds < one.seconds ? other : one));
}

const [runs, ...files] = process.argv.slice(2);
const browser = await launch();
try {
  const page = await browser.newPage();
  const measured = {};
  for (const file of files) measured[file] = await fastest(page, await readFile(file, 'utf8'), Number(runs));
  console.log(JSON.stringify(measured));
} finally {
  await browser.close();
}
