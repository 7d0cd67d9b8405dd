// The library, trying a scorecard out, and what people without an account see.

import assert from 'node:assert/strict';

import { rateAndSubmit } from '../fixture/scoring.mjs';
import { awake, visit } from '../fixture/page.mjs';
import { draft, scorecard } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';

const it = site();
const as = 'recruiter';

it.scenario('a competency is copied, adapted, used in a scorecard and retired', { as }, async ({ page, context }) => {
  await visit(page, '/library');
  await page.getByLabel('Zoek een competentie of vraag').fill('aanpas');
  await page.getByRole('button', { name: 'Zoeken' }).click();
  await page.getByRole('link', { name: 'Aanpassingsvermogen' }).click();
  await awake(page);
  await page.getByRole('button', { name: 'Kopiëren om aan te passen' }).click();
  await page.getByLabel('Competentie (Nederlands)').waitFor();
  await awake(page);
  await page.getByLabel('Competentie (Nederlands)').fill('Meebewegen');
  await page.getByLabel('5 Uitstekend (Nederlands)').fill('Verandert het plan en legt uit waarom.');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByRole('heading', { name: 'Meebewegen', level: 1 }).waitFor();
  await page.getByText('Verandert het plan en legt uit waarom.').waitFor();
  const address = new URL(page.url()).pathname;
  await visit(page, await draft(context, 'Met eigen competentie'));
  await page.getByRole('button', { name: 'Competentie toevoegen: Meebewegen' }).click();
  await page.getByRole('heading', { name: 'Meebewegen' }).waitFor();
  await visit(page, address);
  await page.getByRole('button', { name: 'Laten vervallen' }).click();
  await page.getByRole('button', { name: 'Weer aanbieden' }).waitFor();
  await visit(page, await draft(context, 'Zonder'));
  assert.equal(await page.getByRole('button', { name: 'Competentie toevoegen: Meebewegen' }).count(), 0);
});

it.scenario('a library goes out and in again exactly, and a bad file says where', { as, expected: [/422/] }, async ({ page, context }) => {
  const file = await (await context.request.get('/library.json')).text();
  const library = JSON.parse(file);
  library.competencies = [{ ...library.competencies[0], key: 'ingevoerd' }];
  await visit(page, '/library/import');
  await page.getByLabel('Of plak de inhoud').fill(JSON.stringify({ ...library, competencies: [{ ...library.competencies[0], kind: 'talent' }] }));
  await page.getByRole('button', { name: 'Overnemen' }).click();
  await page.getByText('/competencies/0/kind: Kies uit de lijst.').waitFor();
  await page.getByLabel('Bestand').setInputFiles({ name: 'library.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(library)) });
  await page.waitForFunction(() => !document.querySelector('textarea[name=text]').value.includes('talent'));
  await page.getByRole('button', { name: 'Overnemen' }).click();
  await page.getByText('Overgenomen: 1 nieuw, 0 vervangen, 0 al hetzelfde.').waitFor();
  const out = JSON.parse(await (await context.request.get('/library.json')).text());
  assert.deepEqual(out.competencies.find((c) => c.key === 'ingevoerd'), library.competencies[0]);
});

it.scenario('a practice interview is rated and is in no list', { as }, async ({ page, context }) => {
  await visit(page, `${await draft(context, 'Om te oefenen')}/try`);
  await page.getByRole('button', { name: 'Oefengesprek beginnen' }).click();
  await page.getByText('Oefengesprek: dit telt nergens in mee').waitFor();
  await rateAndSubmit(page, new URL(page.url()).pathname, [3]);
  await visit(page, '/vacancies');
  assert.equal(await page.getByText('Om te oefenen').count(), 0);
  await visit(page, '/');
  assert.equal(await page.getByText('Oefenkandidaat').count(), 0);
});

it.scenario('a colleague without an account sorts the anchors, and the recruiter sees what it comes to', { as, expected: [/422/] }, async ({ page, context }) => {
  const address = `${await scorecard(context)}/try`;
  await visit(page, address);
  await page.locator('form[action$="start-sorting"] button').click();
  const link = await page.locator('#sorting-link').inputValue();
  const colleague = await it.visitor({ expected: [/422/] });
  await visit(colleague.page, link);
  const choices = colleague.page.getByRole('combobox');
  const count = await choices.count();
  assert.equal(count, 20, 'five anchors of four competencies');
  await colleague.page.getByRole('button', { name: 'Versturen' }).click();
  await colleague.page.getByText('Vul dit in.').first().waitFor();
  assert.equal(await colleague.page.locator('select[aria-invalid=true]').count(), 20);
  await colleague.page.locator('#level-0:focus').waitFor();
  for (let at = 0; at < count; at += 1) await choices.nth(at).selectOption(String(Math.max(2, at % 5 + 1)));
  await colleague.page.getByRole('button', { name: 'Versturen' }).click();
  await colleague.page.locator('#level-0[aria-invalid=true]:focus').waitFor();
  assert.equal(await colleague.page.locator('select[aria-invalid=true]').count(), 8, 'of each five the two with the same level');
  for (let at = 0; at < count; at += 1) await choices.nth(at).selectOption(String(at % 5 + 1));
  await colleague.page.getByRole('button', { name: 'Versturen' }).click();
  await colleague.page.getByRole('heading', { name: 'Dank je wel' }).waitFor();
  colleague.assertQuiet();
  await colleague.context.close();
  await visit(page, address);
  assert.equal(await page.locator('#sorting-link').count(), 0, 'the link is shown once');
  assert.equal(await page.locator('tbody tr').count(), 20);
  await page.getByText('te weinig antwoorden').first().waitFor();
});

it.scenario('a candidate reads the sheet by its link, without the levels, in either language', { as }, async ({ page, context }) => {
  await visit(page, `${await scorecard(context)}/sheet`);
  await page.getByRole('button', { name: 'Link maken' }).click();
  const link = await page.locator('#sheet-link').inputValue();
  const candidate = await it.visitor({ lang: 'en' });
  await visit(candidate.page, link);
  await candidate.page.getByText('Learning ability').waitFor();
  assert.equal(await candidate.page.getByText('Excellent').count(), 0);
  await candidate.page.getByRole('link', { name: 'Nederlands' }).click();
  await candidate.page.getByText('Leervermogen').waitFor();
  await candidate.page.getByRole('heading', { name: 'Zo gaat je sollicitatiegesprek' }).waitFor();
  candidate.assertQuiet();
  await candidate.context.close();
});

it.scenario('a new version says what changed', { as }, async ({ page, context }) => {
  const address = await scorecard(context);
  await visit(page, address);
  await page.getByRole('button', { name: 'Nieuwe versie maken' }).click();
  await page.getByText('Versie 2 · concept').waitFor();
  await awake(page);
  await page.getByLabel('Titel').fill('Senior data-analist');
  await page.locator('#save-state').getByText(/^Opgeslagen/).waitFor();
  await visit(page, `${address}/versions`);
  await page.getByRole('heading', { name: 'Van versie 1 naar versie 2' }).waitFor();
  await page.locator('ins').getByText('Senior').waitFor();
  await page.getByRole('link', { name: 'Junior data-analist' }).waitFor();
});
