// Documents open in a tab of their own or are saved; a pack is made meanwhile; every page prints.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { assertFits, visit } from '../fixture/page.mjs';
import { halfWay, made, revealed } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';

const it = site();

for (const lang of ['nl', 'en']) {
  it.scenario(`every link to a report opens a PDF in its own tab (${lang})`, { as: 'recruiter', lang }, async ({ page, context }) => {
    const vacancy = await revealed(context);
    for (const path of [vacancy, `${vacancy}/compare`, `${vacancy}/reports?lang=${lang}&paper=letter`]) {
      await visit(page, path);
      const links = await page.locator('a[href*=".pdf"]:not([href*="save="])').all();
      assert.ok(links.length > 0);
      for (const link of links) {
        assert.equal(await link.getAttribute('target'), '_blank');
        const response = await page.request.get(await link.getAttribute('href'));
        assert.equal(response.status(), 200);
        assert.equal(response.headers()['content-type'], 'application/pdf');
        assert.match(response.headers()['content-disposition'] ?? 'inline', /^inline/);
        assert.equal((await response.body()).subarray(0, 5).toString(), '%PDF-');
      }
    }
  });
}

it.scenario('language and paper are chosen once, and the address keeps them', { as: 'recruiter' }, async ({ page, context }) => {
  await visit(page, `${await revealed(context)}/reports`);
  await page.getByLabel('Taal', { exact: true }).selectOption('en');
  await page.getByLabel('Papier', { exact: true }).selectOption('letter');
  await page.getByRole('button', { name: 'Toepassen' }).click();
  await page.waitForURL(/lang=en&paper=letter/);
  const panel = page.getByRole('link', { name: 'Openen: Panelrapport' });
  assert.match(await panel.getAttribute('href'), /panel\.pdf\?lang=en&paper=letter$/);
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Downloaden: Panelrapport' }).click()]);
  assert.equal(saved.suggestedFilename(), 'maatstaf-panel.pdf');
});

it.scenario('numbers, data and the calendar entry are files that other programs read', { as: 'recruiter' }, async ({ page, context }) => {
  await visit(page, `${await revealed(context)}/reports`);
  const download = async (name) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).first().click()]);
    return readFile(await file.path());
  };
  const csv = (await download('Vergelijking als CSV')).toString('utf8');
  assert.match(csv, /^\uFEFF"Kandidaat";"Totaal";"Groep";/);
  assert.match(csv, /"Chiara Rossi";"4,12";"1";/);
  assert.equal((await download('Vergelijking als Excel')).subarray(0, 2).toString(), 'PK');
  const data = JSON.parse((await download('Gesprek als JSON: Amira Bakker')).toString('utf8'));
  assert.equal(data.interview.shown.everything.sheets.length, 3);
  const entry = (await download('In je agenda (ICS): Amira Bakker')).toString('utf8');
  assert.match(entry, /BEGIN:VEVENT[^]*SUMMARY:Sollicitatiegesprek met Amira Bakker/);
});

it.scenario('a pack is made while one looks on, and is there when it is ready', { as: 'recruiter' }, async ({ page, context }) => {
  await visit(page, `${await revealed(context)}/reports`);
  await page.getByRole('button', { name: 'Samenstellen' }).click();
  const ready = page.getByRole('link', { name: 'Document openen' });
  await ready.waitFor();
  const response = await page.request.get(await ready.getAttribute('href'));
  assert.equal(response.headers()['content-type'], 'application/pdf');
  // Another colleague has a pack of their own, or none.
  const colleague = await it.visitor({ as: 'admin' });
  await visit(colleague.page, page.url());
  await colleague.page.getByRole('button', { name: 'Samenstellen' }).waitFor();
  assert.equal((await colleague.page.request.get(await ready.getAttribute('href'))).status(), 404);
  await colleague.context.close();
});

it.scenario('before the reveal there is the form and the sheet, and no number', { as: 'panel1' }, async ({ page, context }) => {
  await visit(page, `${await halfWay(context)}/reports`);
  await page.getByText('Vanaf de onthulling, als je eigen scores zijn ingeleverd.').waitFor();
  assert.equal(await page.locator('a[href*="report.pdf"], a[href*="feedback.pdf"], a[href*="comparison"], a[href*="access"]').count(), 0);
  assert.ok(await page.locator('a[href*="form.pdf"]').count() > 1);
});

it.scenario('on a phone the page of reports fits', { as: 'recruiter', viewport: { width: 360, height: 740 } }, async ({ page, context }) => {
  await visit(page, `${await revealed(context)}/reports`);
  await assertFits(page);
});

it.scenario('a page prints without what one can only click', { as: 'recruiter' }, async ({ page, context }) => {
  const vacancy = await revealed(context);
  await made(context, '/api/ui/compare/start-deciding', new URLSearchParams({ vacancy: vacancy.split('/').at(-1) }), { stays: true });
  for (const path of [`${vacancy}/compare?tab=totals`, `${vacancy}/compare?tab=decide`, vacancy, '/scorecards', `${vacancy}/reports`]) {
    await visit(page, path);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.top').isVisible(), false, path);
    assert.ok(await page.locator('h1').isVisible(), path);
    assert.equal(await page.locator('button:visible').count(), 0, path);
    assert.deepEqual(await page.locator('main').evaluate(loose), [], `${path} has headings over nothing`);
    await page.emulateMedia({ media: 'screen' });
  }
});

/** Runs in the page: headings that stand over nothing, or that would not stay with what follows. */
function loose(main) {
  const shown = (e) => e.checkVisibility();
  const alone = (heading) => ![...heading.parentElement.children].some((e) => e !== heading && shown(e));
  const apart = (heading) => ['grid', 'flex'].includes(getComputedStyle(heading.parentElement).display);
  return [...main.querySelectorAll('h2, h3, summary')].filter((e) => shown(e) && (alone(e) || apart(e))).map((e) => e.textContent);
}
