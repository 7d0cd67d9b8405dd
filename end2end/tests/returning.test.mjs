// A submitted sheet is given back by the recruiter, while its rater looks on; and one is set aside.

import assert from 'node:assert/strict';

import { awake, visit } from '../fixture/page.mjs';
import { halfWay, interview } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';

const it = site();

it.scenario('a rater sees at once that the own sheet was given back, and submits again', { as: 'recruiter', expected: [/422/] }, async ({ page, context }) => {
  const rater = await it.visitor({ as: 'panel2' });
  await visit(rater.page, await interview(rater.context, 'Zoë'));
  await rater.page.getByText('Je scores staan vast.').waitFor();
  await awake(rater.page);
  await visit(page, await halfWay(context));
  await page.locator('table.board th a').filter({ hasText: 'Zoë' }).click();
  await awake(page);
  const seat = page.locator('.seats li').filter({ has: page.locator('strong', { hasText: 'Fatima El Amrani' }) });
  await seat.getByText('Teruggeven: Fatima El Amrani').first().click();
  const button = seat.getByRole('button', { name: 'Teruggeven: Fatima El Amrani' });
  await button.click();
  await seat.locator('[aria-invalid=true]').first().waitFor();
  await seat.locator('details[open]').getByLabel('Reden').fill('per ongeluk ingeleverd');
  await button.click();
  await seat.getByText('per ongeluk ingeleverd').waitFor();
  // Nobody loads the page of the rater anew: it does so itself.
  await rater.page.locator('[data-returned]').getByText('per ongeluk ingeleverd').waitFor();
  await awake(rater.page);
  await rater.page.getByRole('link', { name: 'Inleveren' }).click();
  await rater.page.getByRole('button', { name: 'Ja, inleveren' }).click();
  await rater.page.getByText('Je scores staan vast.').waitFor();
  assert.equal(await rater.page.locator('[data-returned]').count(), 0);
  rater.assertQuiet();
  await rater.context.close();
});

it.scenario('what was set aside says so to who arranges and to its rater, on a phone too', { as: 'recruiter' }, async ({ page, context }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await visit(page, await halfWay(context));
  await page.locator('table.board th a').filter({ hasText: 'Zoë' }).click();
  await awake(page);
  const seat = page.locator('.seats li').filter({ has: page.locator('strong', { hasText: 'Fatima El Amrani' }) });
  await seat.getByText('Terzijde leggen: Fatima El Amrani').first().click();
  await seat.locator('details[open]').getByLabel('Reden').fill('is familie van de kandidaat');
  await seat.getByRole('button', { name: 'Terzijde leggen: Fatima El Amrani' }).click();
  await seat.getByText('is familie van de kandidaat').waitFor();
  assert.equal(await seat.getByText('Teruggeven: Fatima El Amrani').count(), 0);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing is wider than the phone');
  const rater = await it.visitor({ as: 'panel2' });
  await visit(rater.page, await interview(rater.context, 'Zoë'));
  await rater.page.locator('[data-set-aside]').getByText('is familie van de kandidaat').waitFor();
  rater.assertQuiet();
  await rater.context.close();
});
