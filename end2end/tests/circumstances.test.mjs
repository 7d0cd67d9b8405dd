// A phone, paper, forced colours, a page at 200%, less motion, another language: the page goes along.

import assert from 'node:assert/strict';

import { phone } from '../fixture/browser.mjs';
import { assertFits, awake, said, visit } from '../fixture/page.mjs';
import { draft, halfWay, interview, revealed } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';
import { PASSWORD } from '../fixture/visitor.mjs';

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

it.scenario('who is about to lose what was typed by another language is asked, and may stay', { as: 'recruiter' }, async ({ page }) => {
  await visit(page, '/vacancies/new');
  const title = page.getByLabel('Functie');
  await title.fill('Half getypt');
  const asked = [];
  page.once('dialog', (dialog) => { asked.push(dialog.message()); dialog.dismiss(); });
  await page.getByRole('button', { name: 'English' }).click();
  assert.match(asked[0], /gaat verloren/);
  assert.equal(await title.inputValue(), 'Half getypt');
  await title.fill('');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Job title').waitFor();
  await awake(page);
  await page.getByRole('button', { name: 'Nederlands' }).click();
  await title.waitFor();
});

for (const chosen of [true, false]) {
  it.scenario(`the language ${chosen ? 'chosen on the sign-in page stays' : 'of the account is there'} after signing in`, { lang: 'nl' }, async ({ page }) => {
    await visit(page, '/sign-in');
    if (chosen) {
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await awake(page);
    }
    await page.locator('#email').fill('panel2@example.org');
    await page.locator('#password').fill(PASSWORD);
    await page.locator('form.card button').click();
    await page.locator('.who').waitFor();
    // The first time somebody chose it, so the second time it is the account's.
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await awake(page);
  });
}

it.scenario('a new password is said to be saved', { as: 'panel2' }, async ({ page }) => {
  await visit(page, '/settings');
  await page.locator('#current').fill(PASSWORD);
  for (const field of ['#password', '#password_again']) await page.locator(field).fill(PASSWORD);
  await page.locator('form[action$="settings/password"] button').click();
  await said(page, 'Je nieuwe wachtwoord is opgeslagen. Op andere apparaten ben je uitgelogd.');
  await awake(page);
});

it.scenario('what the browser does not copy is selected, and the page says so', { as: 'admin' }, async ({ page }) => {
  await page.addInitScript(() => { delete Navigator.prototype.clipboard; });
  await visit(page, '/people');
  await page.locator('#email').fill('kopie@example.org');
  await page.getByRole('button', { name: 'Link maken' }).click();
  await page.locator('#invite-link').waitFor();
  await awake(page);
  assert.ok(await page.evaluate(() => document.activeElement.matches('.note:has(#invite-link)')), 'the link is read first');
  await page.getByRole('button', { name: 'Kopiëren' }).click();
  await page.getByRole('button', { name: 'Kopiëren lukte niet.' }).waitFor();
  assert.equal(await page.getByText('Gekopieerd').count(), 0);
  assert.ok(await page.evaluate(() => {
    const { selectionStart, selectionEnd, value } = document.querySelector('#invite-link');
    return document.activeElement.id === 'invite-link' && selectionStart === 0 && selectionEnd === value.length;
  }), 'it is selected');
});

for (const width of [390, 360]) {
  const viewport = { width, height: 740 };
  it.scenario(`on a phone of ${width} pixels everything in a row can be reached`, { as: 'admin', viewport, hasTouch: true, isMobile: true }, async ({ page, context }) => {
    for (const path of ['/people', await halfWay(context)]) {
      await visit(page, path);
      await assertFits(page);
      await page.locator('td details').evaluateAll((all) => all.forEach((details) => { details.open = true; }));
      const outside = await page.locator('td :is(button, select, input, summary, a)').evaluateAll((all, width) => all
        .filter((e) => e.checkVisibility() && e.type !== 'hidden')
        .filter((e) => e.getBoundingClientRect().left < 0 || e.getBoundingClientRect().right > width)
        .map((e) => e.outerHTML.slice(0, 90)), width);
      assert.deepEqual(outside, [], `beside the screen on ${path}`);
      const scrolls = await page.locator('.table-wrap').evaluateAll((all) => all.filter((e) => e.scrollWidth > e.clientWidth).length);
      assert.equal(scrolls, 0, `${path} scrolls sideways`);
      const narrow = await page.locator('td details form').evaluateAll((all) => all.map((form) => form.clientWidth).filter((wide) => wide < 250));
      assert.deepEqual(narrow, [], 'a form is as wide as the screen lets it be');
    }
  });

  it.scenario(`on a phone of ${width} pixels a new question starts at its top`, { as: 'panel3', viewport, hasTouch: true, isMobile: true }, async ({ page, context }) => {
    await visit(page, await interview(context, 'Ελένη'));
    for (const number of [2, 3]) {
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      await page.locator('.bar').getByRole('link', { name: 'Volgende' }).tap();
      await page.getByText(`Vraag ${number} van 8`).waitFor();
      await page.locator('#asking:focus').waitFor();
      const top = await page.getByText(`Vraag ${number} van 8`).evaluate((e) => e.getBoundingClientRect().top);
      assert.ok(top >= 0 && top < 370, `question ${number} begins at ${top}`);
    }
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.getByRole('link', { name: /^Vraag 1 / }).tap();
    await page.locator('#asking:focus').waitFor();
    assert.ok(await page.getByText('Vraag 1 van 8').evaluate((e) => e.getBoundingClientRect().top) >= 0);
  });
}

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

it.scenario('in another time zone an interview has one clock: the organisation’s', { as: 'panel1', timezoneId: 'America/New_York' }, async ({ page, context }) => {
  await visit(page, `${await interview(context, 'Ελένη')}?item=4`);
  const clock = () => new Intl.DateTimeFormat('nl', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit' }).format(new Date());
  const before = clock();
  await page.locator('#note').fill('Vanaf een ander continent.');
  await page.locator('#note').blur();
  const saved = page.locator('.save[data-save=saved]').getByText(/Opgeslagen \d\d:\d\d/);
  await saved.waitFor();
  const said = /\d\d:\d\d/.exec(await saved.innerText())[0];
  assert.ok([before, clock()].includes(said), `${said} at ${before}`);
});

it.scenario('who tried too often sees how long it still takes, and is told when it is over', { expected: [/429/] }, async ({ page }) => {
  await page.clock.install();
  await visit(page, '/sign-in');
  const failure = { code: 'too_many_tries', faults: [{ place: '', code: 'too_many_tries', about: '5' }] };
  await page.route('**/people/sign-in', (route) => route.fulfill({ status: 429, json: failure }));
  await page.locator('form.card button').click();
  const refusal = page.locator('form.card .form-failure');
  await refusal.getByText('Probeer het over 5 seconden opnieuw.').waitFor();
  await page.clock.runFor(2000);
  await refusal.getByText('Probeer het over 3 seconden opnieuw.').waitFor();
  assert.equal(await refusal.getAttribute('aria-live'), 'off', 'no chatter');
  await page.clock.runFor(4000);
  await refusal.getByText('Je kunt het nu weer proberen.').waitFor();
  assert.equal(await refusal.getAttribute('aria-live'), null);
});
