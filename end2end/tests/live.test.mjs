// Several people in one interview: each sees who is there, where the chair is and what was asked, and nothing else.

import assert from 'node:assert/strict';

import { question } from '../fixture/interview.mjs';
import { awake, said, visit } from '../fixture/page.mjs';
import { halfWay, interview, revealed } from '../fixture/places.mjs';
import { evidence } from '../fixture/scoring.mjs';
import { site } from '../fixture/site.mjs';

const it = site();

it.scenario('the panel sees who is there, where the chair is and what was asked, as it happens', { as: 'panel2' }, async (visitor) => {
  const { page } = visitor;
  await question(visitor, 2);
  const chair = await it.visitor({ as: 'panel1' });
  await question(chair, 3);
  await page.getByText('De voorzitter is bij vraag 3').waitFor();
  await page.locator('[data-seats] li').filter({ hasText: 'Ruben Smit' }).getByText('· aanwezig').waitFor();
  // Who reads another question stays there.
  assert.ok(page.url().endsWith('?item=2'));
  await page.getByRole('link', { name: 'Volgende', exact: true }).click();
  await page.getByText('Vraag 3 van 8').waitFor();
  await page.getByRole('link', { name: 'Volgende', exact: true }).click();
  await page.getByText('Vraag 4 van 8').waitFor();
  await chair.page.keyboard.press('j');
  await chair.page.keyboard.press('a');
  await chair.page.locator('#asked[aria-pressed=true]').waitFor();
  await page.locator('[data-fate]').getByText('Gesteld om').waitFor();
  // Otherwise than planned needs a reason, which stays with the chair until the reveal.
  await chair.page.locator('.leads summary').click();
  await chair.page.getByRole('button', { name: 'Overgeslagen' }).click();
  await chair.page.locator('#lead-fault').getByText(/./).waitFor();
  await chair.page.locator('#lead-reason').fill('gaf het antwoord al');
  await chair.page.getByRole('button', { name: 'Overgeslagen' }).click();
  await chair.page.locator('[data-fate]').getByText('gaf het antwoord al').waitFor();
  await page.locator('[data-fate]').getByText('Overgeslagen om').waitFor();
  assert.ok(!(await page.content()).includes('gaf het antwoord al'));
  chair.assertQuiet();
  await chair.context.close();
});

it.scenario('what one writes on the phone is on the laptop, and of two texts of one note both stay', { as: 'panel3' }, async (visitor) => {
  const laptop = await question(visitor, 6);
  const phone = await it.visitor({ as: 'panel3', viewport: { width: 360, height: 740 } });
  const there = await question(phone, 6);
  await laptop.note.fill('Begonnen op de laptop.');
  await laptop.note.blur();
  await laptop.saved();
  await phone.page.waitForFunction(() => document.body.innerText.includes('Begonnen op de laptop.') || document.querySelector('#note').value.includes('laptop'));
  // Both change it without hearing of each other.
  await there.again();
  assert.equal(await there.note.inputValue(), 'Begonnen op de laptop.');
  await phone.context.setOffline(true);
  await there.note.fill('Verder op de telefoon.');
  await laptop.note.fill('Verder op de laptop.');
  await laptop.note.blur();
  await laptop.saved();
  await laptop.emptied();
  phone.expect(/ERR_INTERNET_DISCONNECTED/);
  await there.note.blur();
  await there.waiting();
  await phone.context.setOffline(false);
  await there.emptied();
  const fresh = await it.visitor({ as: 'panel3' });
  const now = await question(fresh, 6);
  const shown = [await now.note.inputValue(), await fresh.page.locator('.note-field').innerText()].join('\n');
  for (const text of ['Verder op de telefoon.', 'Verder op de laptop.']) assert.ok(shown.includes(text), `“${text}” is gone: ${shown}`);
  await fresh.context.close();
  await phone.context.close();
});

it.scenario('steps of STARR each have their note, and the chips show what was heard', { as: 'panel3' }, async (visitor) => {
  const { page } = visitor;
  const { note, saved, emptied } = await question(visitor, 5);
  await page.locator('#chip-action').click();
  await note.fill('Belde zelf drie klanten.');
  await page.locator('#chip-result').click();
  assert.equal(await note.inputValue(), '');
  await note.fill('Twee bleven klant.');
  await note.blur();
  await saved();
  await emptied();
  assert.equal(await page.locator('.chip.heard').count(), 2);
  await page.locator('[data-missing]').getByText('Nog niet gehoord: situatie, taak.').waitFor();
  await visit(page, page.url());
  assert.equal(await note.inputValue(), 'Twee bleven klant.', 'the address says which step');
  await page.locator('blockquote').getByText('Belde zelf drie klanten.').waitFor();
  await page.getByRole('button', { name: 'Doorgevraagd', exact: false }).first().click();
  await page.locator('.probes button[aria-pressed=true]').waitFor();
});

it.scenario('a page of an earlier version says so and loses nothing', { as: 'panel3' }, async (visitor) => {
  const { page, context } = visitor;
  const address = `${await interview(context, 'Ελένη')}?item=7`;
  // The page as a server before the last deploy sent it: its files have another address, which here leads to the same.
  await page.route('**/interviews/*', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll(/\/pkg\/([0-9a-f]+)\//g, '/pkg/0ld$1/');
    await route.fulfill({ response, body });
  });
  await page.route('**/pkg/0ld*/**', (route) => route.continue({ url: route.request().url().replace('/pkg/0ld', '/pkg/') }));
  await visit(page, address);
  await page.locator('[data-stale]').getByText('Er is een nieuwe versie').waitFor();
  await page.locator('#note').fill('Getypt op de oude pagina.');
  await page.locator('#note').blur();
  await page.locator('.save[data-save=saved]').getByText('Opgeslagen').waitFor();
  await page.unroute('**/interviews/*');
  await visit(page, address);
  assert.equal(await page.locator('#note').inputValue(), 'Getypt op de oude pagina.');
  assert.equal(await page.locator('[data-stale]').innerText(), '');
});

it.scenario('the background stays closed until one gives a reason, and then it shows', { as: 'panel2' }, async ({ page, context }) => {
  const recruiter = await it.visitor({ as: 'recruiter' });
  await visit(recruiter.page, await halfWay(recruiter.context));
  await recruiter.page.locator('table.board th a').nth(1).click();
  await awake(recruiter.page);
  await recruiter.page.getByRole('textbox', { name: 'Cv en andere achtergrond' }).fill('Tien jaar logistiek.\nVoorgedragen door een klant.');
  await recruiter.page.getByRole('button', { name: 'Opslaan' }).click();
  await visit(page, await interview(context, 'Ελένη'));
  assert.ok(!(await page.content()).includes('Tien jaar logistiek'));
  await page.locator('.background summary').click();
  await page.getByRole('button', { name: 'Toch openen' }).click();
  await page.locator('#look-fault').getByText(/./).waitFor();
  await page.locator('#look-reason').fill('het cv lag op tafel');
  await page.getByRole('button', { name: 'Toch openen' }).click();
  await page.locator('.background .kept').getByText('Tien jaar logistiek.').waitFor({ state: 'attached' });
  recruiter.assertQuiet();
  await recruiter.context.close();
});

it.scenario('a rater who leaves is replaced, and who comes finds the interview', { as: 'recruiter', expected: [/422/] }, async ({ page, context }) => {
  await visit(page, await halfWay(context));
  await page.locator('table.board th a').nth(2).click();
  await awake(page);
  const sits = (name) => page.locator('.seats li').filter({ has: page.locator('strong', { hasText: name }) });
  const seat = sits('Joost van Dijk');
  await seat.locator('summary').click();
  await seat.getByRole('button', { name: 'Vervangen' }).click();
  await seat.locator('[aria-invalid=true]').first().waitFor();
  await seat.getByLabel('Wie komt ervoor in de plaats?').selectOption({ label: 'Sanne Mulder' });
  await seat.getByLabel('Reden').fill('ziek geworden');
  await seat.getByRole('button', { name: 'Vervangen' }).click();
  await sits('Sanne Mulder').waitFor();
  assert.equal(await sits('Joost van Dijk').count(), 0);
  const admin = await it.visitor({ as: 'admin' });
  await visit(admin.page, await interview(admin.context, 'Олена'));
  await admin.page.getByText('Vraag 1 van 8').waitFor();
  admin.assertQuiet();
  await admin.context.close();
});

it.scenario('the board follows who submits, without being loaded anew', { as: 'recruiter' }, async ({ page, context }) => {
  await visit(page, await halfWay(context));
  const row = page.locator('table.board tbody tr').filter({ hasText: 'Zoë' });
  await row.getByText('5 van 8').waitFor();
  await page.evaluate(() => { window.stayed = true; });
  const rater = await it.visitor({ as: 'panel3' });
  const address = await interview(rater.context, 'Zoë');
  await visit(rater.page, `${address}?item=6`);
  await evidence(rater.page);
  await rater.page.locator('#level-4').click();
  await row.getByText('6 van 8').waitFor();
  assert.equal(await page.evaluate(() => window.stayed), true);
  rater.assertQuiet();
  await rater.context.close();
});

it.scenario('before submitting one sees what is missing, says how one knows the candidate, and judges the whole last', { as: 'panel3' }, async (visitor) => {
  const { page, context } = visitor;
  const address = await interview(context, 'Ελένη');
  await visit(page, `${address}?submit=1`);
  await page.getByText('Dit komt als alle vragen beoordeeld zijn.').waitFor();
  assert.equal(await page.locator('input[name=overall]').count(), 0);
  for (let item = 1; item <= 8; item += 1) {
    await visit(page, `${address}?item=${item}`);
    await evidence(page);
    await page.locator('#level-3').check();
    await page.locator('.save[data-save=saved]').getByText(/Opgeslagen/).waitFor();
  }
  await page.locator('.bar').getByRole('link', { name: 'Inleveren', exact: true }).click();
  await page.getByText('Alles is beoordeeld.').waitFor();
  await page.getByText('Je gaf overal een 3.').waitFor();
  await page.locator('#overall-4').check();
  await page.locator('#knows-yes').check();
  await page.getByRole('button', { name: 'Ja, inleveren' }).click();
  await page.locator('#relation-fault').getByText(/./).waitFor();
  await page.locator('#relation[aria-invalid=true]:focus').waitFor();
  await page.locator('#relation').fill('oud-collega');
  await page.locator('#relation').blur();
  await page.getByRole('button', { name: 'Ja, inleveren' }).click();
  await page.getByText('Je scores staan vast. Dank je wel.').waitFor();
});

it.scenario('what the panel agrees on stands beside the scores, and a dropped question counts for nobody', { as: 'recruiter', expected: [/422/] }, async ({ page, context }) => {
  const vacancy = await revealed(context);
  const dropped = /^Vervallen door Marieke Jansen op \d.*: Niemand begreep hem\.$/;
  await visit(page, `${vacancy}/compare?tab=discuss`);
  const topic = page.locator('.topics li').first();
  await topic.locator('summary').click();
  await topic.getByLabel('Waar kwam het panel op uit?').selectOption('4');
  await topic.getByRole('button', { name: 'Gezamenlijk oordeel vastleggen' }).click();
  await topic.locator('[aria-invalid=true]').waitFor();
  await topic.getByLabel('Waarom?').fill('Eén van ons hoorde het voorbeeld niet.');
  await topic.getByRole('button', { name: 'Gezamenlijk oordeel vastleggen' }).click();
  await page.getByText('Gezamenlijk oordeel: 4, vastgelegd door Marieke Jansen').waitFor();
  await visit(page, `${vacancy}/compare?tab=totals`);
  const before = await page.locator('table').first().innerText();
  await visit(page, vacancy);
  await page.locator('.voiding summary').click();
  await page.getByLabel('Welke vraag?').selectOption({ index: 8 });
  await page.getByLabel('Waarom vervalt hij?').fill('Niemand begreep hem.');
  await page.getByRole('button', { name: 'Voor iedereen laten vervallen' }).click();
  await page.getByText(dropped).waitFor();
  await said(page, 'De vraag is voor iedereen vervallen.');
  await visit(page, `${vacancy}/compare`);
  await page.getByText('Voor iedereen vervallen:').waitFor();
  await visit(page, vacancy);
  await page.locator('.voiding details summary').filter({ hasText: 'Weer meetellen' }).click();
  await page.getByRole('button', { name: /^Weer meetellen/ }).click();
  await page.locator('.voiding details [aria-invalid=true]').waitFor();
  await page.getByLabel('Waarom telt hij weer mee?').fill('Bij nader inzien was hij helder.');
  await page.getByRole('button', { name: /^Weer meetellen/ }).click();
  await said(page, 'De vraag telt weer mee.');
  assert.equal(await page.locator('.voiding > .rows').first().getByRole('button').count(), 0, 'it is history now');
  await page.getByText(/^Weer meegeteld door Marieke Jansen op .*: Bij nader inzien was hij helder\.$/).waitFor();
  await visit(page, `${vacancy}/compare?tab=totals`);
  assert.equal(await page.locator('table').first().innerText(), before);
});
