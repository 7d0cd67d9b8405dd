// A panel member holds an interview with the keyboard alone.

import assert from 'node:assert/strict';

import { awake, visit } from '../fixture/page.mjs';
import { site } from '../fixture/site.mjs';
import { PASSWORD } from '../fixture/visitor.mjs';

const it = site();

it.scenario('a panel member signs in, rates, writes and submits without a mouse', {}, async ({ page }) => {
  const keys = page.keyboard;
  await visit(page, '/sign-in');
  await tabTo(page, '#email');
  await keys.type('panel3@example.org');
  await keys.press('Tab');
  await keys.type(PASSWORD);
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Jouw gesprekken' }).waitFor();
  await awake(page);

  await tabTo(page, 'a[aria-label*="Ελένη"]');
  await keys.press('Enter');
  await page.getByText('Vraag 1 van 8').waitFor();
  await awake(page);

  // A digit leads to the note first: evidence comes before the score. Then digits rate, letters walk.
  await keys.press('4');
  await page.locator('#note:focus').waitFor();
  assert.equal(await page.locator('input[name=level]:checked').count(), 0);
  await keys.type('Maakte een oefenset.');
  await blur(page);
  await keys.press('4');
  await checked(page, '#level-4');
  await keys.press('2');
  await checked(page, '#level-2');
  await keys.press('j');
  await page.getByText('Vraag 2 van 8').waitFor();
  await page.locator('#asking:focus').waitFor();
  assert.equal(await page.locator('input[name=level]:checked').count(), 0);
  await keys.press('k');
  await page.getByText('Vraag 1 van 8').waitFor();
  await checked(page, '#level-2');
  await keys.press('ArrowRight');
  await keys.press('ArrowRight');
  await page.getByText('Vraag 3 van 8').waitFor();
  await keys.press('ArrowLeft');
  await page.getByText('Vraag 2 van 8').waitFor();

  // 0 asks why, and the reason counts.
  await keys.press('0');
  await page.locator('#reason:focus').waitFor();
  await keys.type('geen tijd voor 3 vragen');
  await keys.press('Tab');
  await page.getByText('2 van 8 beoordeeld').waitFor();
  await checked(page, '#level-none');

  // A digit in a note is a digit in a note.
  await blur(page);
  await keys.press('j');
  await page.getByText('Vraag 3 van 8').waitFor();
  await keys.press('n');
  await page.locator('#note:focus').waitFor();
  await keys.type('12345 jk0? zei ze');
  assert.equal(await page.locator('#note').inputValue(), '12345 jk0? zei ze');
  assert.equal(await page.locator('input[name=level]:checked').count(), 0);
  await page.getByText('Vraag 3 van 8').waitFor();

  // Help opens and closes.
  await blur(page);
  const help = page.locator('details:has(#keys)');
  await keys.press('?');
  await page.locator('details[open] #keys').waitFor();
  await keys.press('?');
  await page.locator('#keys').waitFor({ state: 'hidden' });
  assert.equal(await help.getAttribute('open'), null);

  // The rest, past the last question nothing happens, and then handing in.
  for (const digit of '345123') {
    await keys.press('e');
    await keys.press(digit);
    await checked(page, `#level-${digit}`);
    await keys.press('j');
  }
  await page.getByText('Vraag 8 van 8').waitFor();
  await page.getByText('8 van 8 beoordeeld').waitFor();
  await tabTo(page, '.bar a.primary');
  await keys.press('Enter');
  await page.getByText('Alles is beoordeeld.').waitFor();
  await page.locator('#submit-title:focus').waitFor();
  await tabTo(page, '#knows-no');
  await keys.press('Space');
  await tabTo(page, '.submit-panel button.primary');
  await keys.press('Enter');
  await page.getByText('Je scores staan vast. Dank je wel.').waitFor();
  await awake(page);

  // Locked: keys and fields change nothing.
  await keys.press('5');
  assert.equal(await page.locator('#level-2').isChecked(), true);
  assert.equal(await page.locator('#level-5').isDisabled(), true);
  assert.equal(await page.locator('#note').getAttribute('readonly') !== null, true);
  assert.equal(await page.locator('.bar').getByText('Inleveren').count(), 0);
});

/** Presses Tab until this element has the focus, as a person does. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${selector}`);
}

function checked(page, selector) {
  return page.locator(`${selector}:checked`).waitFor();
}

/** Leaves the field backwards, to a link, where keys are ours again. */
async function blur(page) {
  for (let presses = 0; presses < 5; presses += 1) {
    if (await page.evaluate(() => !document.activeElement?.matches('input:not([type=radio]), textarea'))) return;
    await page.keyboard.press('Shift+Tab');
  }
}
