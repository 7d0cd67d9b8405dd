// A phone, paper, forced colours, a page at 200%, less motion, another language: the page goes along.

import assert from 'node:assert/strict';

import { phone } from '../fixture/browser.mjs';
import { assertFits, awake, visit } from '../fixture/page.mjs';
import { draft, halfWay, interview, revealed } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';

const it = site();

it.scenario('the language switch keeps the page, and the page says its language', { as: 'recruiter' }, async ({ page, context }) => {
  const address = `${await revealed(context)}/compare?tab=totals`;
  await visit(page, address);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Compare', level: 1 }).waitFor();
  await awake(page);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.ok(page.url().endsWith(address), page.url());
  await page.getByText('3.45').first().waitFor();
  await page.getByRole('button', { name: 'Nederlands' }).click();
  await page.getByRole('heading', { name: 'Vergelijken', level: 1 }).waitFor();
  await page.getByText('3,45').first().waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'nl');
});

it.scenario('on a phone the interview’s bar stays at the foot and nothing is hidden behind it', { as: 'panel3', viewport: phone, hasTouch: true, isMobile: true }, async ({ page, context }) => {
  await visit(page, await interview(context, 'Ελένη'));
  await assertFits(page);
  const atFoot = () => page.locator('.bar').evaluate((bar) => Math.abs(bar.getBoundingClientRect().bottom - window.innerHeight) <= 1);
  assert.ok(await atFoot());
  await page.getByRole('checkbox', { name: 'Niets concreets gehoord' }).tap();
  await page.getByRole('radio', { name: '1 Onvoldoende' }).tap();
  await page.getByText('1 van 8 beoordeeld').waitFor();
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  assert.ok(await atFoot());
  const covered = await page.evaluate(() => {
    const bar = document.querySelector('.bar').getBoundingClientRect().top;
    return [...document.querySelectorAll('.interview *')].filter((e) => e.getBoundingClientRect().bottom > bar + 1 && e.childElementCount === 0).map((e) => e.outerHTML.slice(0, 80));
  });
  assert.deepEqual(covered, [], 'the end of the page is behind the bar');
  await page.locator('.bar').getByRole('link', { name: 'Volgende' }).tap();
  await page.getByText('Vraag 2 van 8').waitFor();
  await assertFits(page);
});

it.scenario('a comparison on paper has its numbers and no buttons', { as: 'recruiter' }, async ({ page, context }) => {
  await visit(page, `${await revealed(context)}/compare`);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('button:visible, .button:visible, nav:visible, input:visible').count(), 0);
  await page.getByRole('cell', { name: '3,7' }).first().waitFor();
  assert.ok(await page.locator('svg.strip').first().isVisible());
});

it.scenario('with forced colours what is chosen still shows', { as: 'panel1', forcedColors: 'active' }, async ({ page, context }) => {
  await visit(page, await interview(context, 'Ελένη'));
  const borders = await page.locator('.rate-row').evaluateAll((rows) => rows.map((row) => [row.classList.contains('chosen'), getComputedStyle(row).borderTopColor]));
  const chosen = borders.filter(([is]) => is).map(([, colour]) => colour);
  const others = new Set(borders.filter(([is]) => !is).map(([, colour]) => colour));
  assert.equal(chosen.length, 1);
  assert.ok(!others.has(chosen[0]), 'the chosen level looks like the others');
  const marks = await page.locator('.stop-mark').evaluateAll((all) => all.map((mark) => [mark.classList.contains('rated'), getComputedStyle(mark).backgroundColor]));
  const rated = new Set(marks.filter(([is]) => is).map(([, colour]) => colour));
  assert.ok(marks.filter(([is]) => !is).every(([, colour]) => !rated.has(colour)), 'a rated question looks like an unrated one');
});

for (const [name, where] of Object.entries({
  'home': () => '/', 'a draft': (context) => draft(context, 'Op 200 procent'), 'a vacancy': halfWay,
  'the comparison': async (context) => `${await revealed(context)}/compare`, 'the totals': async (context) => `${await revealed(context)}/compare?tab=totals`,
})) {
  it.scenario(`${name} fits at 200%`, { as: 'recruiter', viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }, async ({ page, context }) => {
    await visit(page, await where(context));
    await page.locator('#main details').evaluateAll((all) => all.forEach((details) => { details.open = true; }));
    await assertFits(page);
  });
}

it.scenario('the interview fits at 200% and keeps room between its head and its bar', { as: 'panel1', viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }, async ({ page, context }) => {
  await visit(page, await interview(context, 'Ελένη'));
  await assertFits(page);
  const bar = await page.locator('.bar').boundingBox();
  assert.ok(bar.height <= 100, `the bar takes ${bar.height} of 400`);
});

it.scenario('who asked for less motion gets none', { as: 'panel1', reducedMotion: 'reduce' }, async ({ page, context }) => {
  await visit(page, await interview(context, 'Ελένη'));
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((e) => {
    const { transitionDuration, animationName } = getComputedStyle(e);
    return transitionDuration.split(',').some((time) => parseFloat(time) > 0) || animationName !== 'none';
  }).length);
  assert.equal(moving, 0);
});

it.scenario('on a laptop the question, its probes and all five levels are in view together', { as: 'panel1', viewport: { width: 1440, height: 900 } }, async ({ page, context }) => {
  const address = await interview(context, 'Ελένη');
  for (const number of [1, 3, 5, 7]) {
    await visit(page, `${address}?item=${number}`);
    const hidden = await page.evaluate(() => {
      const foot = document.querySelector('.bar').getBoundingClientRect().top;
      const bottom = (selector) => document.querySelector(selector).getBoundingClientRect().bottom;
      return ['.question', '.probes', '.rate-row.level-5', '.rate-row.level-1'].filter((selector) => bottom(selector) > foot);
    });
    assert.deepEqual(hidden, [], `at question ${number}`);
  }
});
