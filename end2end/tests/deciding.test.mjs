// From honest numbers to a decision that a person made, and a vacancy that is closed.

import assert from 'node:assert/strict';

import { said, visit } from '../fixture/page.mjs';
import { halfWay, interview, made, plan, revealed, unplanned } from '../fixture/places.mjs';
import { rateAndSubmit } from '../fixture/scoring.mjs';
import { site } from '../fixture/site.mjs';

const it = site();

/** The names in the first column. */
const order = (page, table = 'table.compare') => page.locator(`${table} tbody th`).evaluateAll((all) => all.map((th) => th.firstChild.textContent.trim()));
const alphabetical = ['Amira Bakker', 'Bram de Wit', 'Chiara Rossi', 'Daan Visser', 'Eva Nowak'];

const focused = (page) => page.evaluate(() => document.activeElement?.textContent.trim());

it.scenario('totals say who can be told apart, and what would change the order', { as: 'recruiter' }, async ({ page, context }) => {
  await visit(page, `${await revealed(context)}/compare?tab=totals&sort=total`);
  assert.deepEqual(await order(page), alphabetical, 'by name until deciding begins, whatever the address asks');
  for (const line of [
    'Dit panel kan Chiara Rossi en Eva Nowak niet uit elkaar houden.',
    'Daan Visser vormt een eigen groep.',
    'Eva Nowak komt boven Chiara Rossi als leervermogen minder dan 14% weegt (nu 30%), of omgaan met feedback meer dan 52% weegt (nu 25%), of aanpassingsvermogen meer dan 41% weegt (nu 25%).',
    'Zonder Joost van Dijk staat Eva Nowak bovenaan.',
    'Over alle 286 verdelingen van de gewichten (in stappen van 10%) staat Chiara Rossi in 59,3% bovenaan, Eva Nowak in 34,4%, Bram de Wit in 6,3%.',
  ]) await page.getByText(line, { exact: true }).waitFor();
  await page.getByText('Een verschil van 0,37 punt (de marge) of minder tussen twee totalen kan toeval zijn (95%, per paar).').waitFor();
  await page.locator('section[aria-labelledby=bands-title] summary').click();
  await page.getByText('t(8) × √(2 × 0,0386 / 3) = 2,306 × 0,1604 = 0,370').waitFor();
});

it.scenario('the chart has no labels that judge, and its numbers stand beside it', { as: 'recruiter', lang: 'en' }, async ({ page, context }) => {
  await visit(page, `${await revealed(context)}/compare?tab=totals`);
  const chart = page.locator('section[aria-labelledby=chart-title]');
  assert.equal(await chart.locator('circle').count(), 5);
  assert.equal(await chart.locator('line.margin').count(), 10);
  const words = await chart.locator('svg text').allTextContents();
  assert.deepEqual(words.filter((word) => !/^[1-5]$/.test(word)), ['Performance', 'Potential']);
  assert.deepEqual(await chart.locator('tbody tr').nth(2).locator('th, td').allTextContents(), ['3', 'Chiara Rossi', '4.15', '4.00']);
});

it.scenario('who arranged it sees how far the panel agreed, and no rater’s own pattern', { as: 'recruiter' }, async ({ page, context }) => {
  await visit(page, `${await revealed(context)}/compare?tab=panel`);
  await page.getByText('Minder dan 10 kandidaten: zie dit als aanwijzing.').waitFor();
  const row = page.locator('tbody tr', { hasText: 'Leervermogen' });
  assert.match(await row.innerText(), /1,0\s+0 van 5\s+0,67\s+−?\d,\d\d tot \d,\d\d\s+0,56/);
  await page.getByText('0,01 tot 0,91').waitFor();
  assert.equal(await page.getByText('Hoe jij scoort').count(), 0);
});

it.scenario('a rater sees the own pattern, which nobody else sees', { as: 'panel3' }, async ({ page, context }) => {
  await visit(page, `${await revealed(context)}/compare?tab=panel`);
  await page.getByText('0,60 punt milder').waitFor();
  await page.getByText('Je scores verschillen bij één kandidaat nauwelijks tussen competenties.').waitFor();
  assert.equal(await page.getByText('Overeenstemming per competentie').count(), 0, 'a panel member who does not chair');
});

it.scenario('deciding: a person, a reason, and more words below the top group', { as: 'recruiter', expected: [/422/] }, async ({ page, context }) => {
  const vacancy = await revealed(context);
  await visit(page, `${vacancy}/compare?tab=decide`);
  await page.getByRole('button', { name: 'Besluit starten' }).click();
  await page.getByText('Geen score beslist iets').waitFor();
  const card = (name) => page.locator('.decisions > li', { hasText: name });
  assert.deepEqual(await page.locator('.decisions h2').evaluateAll((all) => all.map((heading) => heading.firstChild.textContent.trim())),
    ['Chiara Rossi', 'Eva Nowak', 'Bram de Wit', 'Amira Bakker', 'Daan Visser'], 'by total now');

  // Bram is in the second group: choosing him asks why.
  await card('Bram').locator('summary').click();
  await card('Bram').getByLabel('Besluit', { exact: true }).selectOption('offer');
  await card('Bram').getByLabel('Waarom?', { exact: true }).fill('Sterk in oordelen.');
  await card('Bram').getByRole('button', { name: 'Besluit vastleggen' }).click();
  await card('Bram').locator('[name=below_band][aria-invalid=true]').waitFor();
  assert.equal(await card('Bram').getByLabel('Waarom?', { exact: true }).inputValue(), 'Sterk in oordelen.');
  await card('Bram').getByLabel(/^Waarom deze kandidaat/).fill('Hij spreekt Pools, en daar vraagt de klant om.');
  await card('Bram').getByRole('button', { name: 'Besluit vastleggen' }).click();
  await card('Bram').locator('.decided strong', { hasText: 'aanbod doen' }).waitFor();
  await card('Bram').getByText('Hij spreekt Pools').waitFor();
  await said(page, 'Je besluit is vastgelegd.');
  assert.match(await focused(page), /^Ander besluit vastleggen: Bram/, 'the focus is where the form was folded in');

  // Half a reason for Amira stays while somebody decides on another.
  await card('Amira').locator('summary').click();
  await card('Amira').getByLabel('Waarom?', { exact: true }).fill('Nog even');

  // Taken back: nothing stands, and the history tells.
  await card('Bram').getByText('Besluit terugnemen: Bram').click();
  await card('Bram').getByRole('button', { name: 'Besluit terugnemen' }).click();
  await card('Bram').locator('[id^=reason-back][aria-invalid=true]').waitFor();
  await card('Bram').getByLabel('Waarom neem je het terug?').fill('Verkeerde kandidaat.');
  await card('Bram').getByRole('button', { name: 'Besluit terugnemen' }).click();
  await said(page, 'Het besluit is teruggenomen. In de geschiedenis blijft het staan.');
  await card('Bram').getByText('nog geen besluit').waitFor();
  await card('Bram').getByText('Geschiedenis').click();
  await card('Bram').getByText('teruggenomen Verkeerde kandidaat.').waitFor();
  assert.equal(await card('Amira').getByLabel('Waarom?', { exact: true }).inputValue(), 'Nog even');

  await visit(page, `${vacancy}/compare?tab=totals&sort=total`);
  assert.deepEqual(await order(page), ['Chiara Rossi', 'Eva Nowak', 'Bram de Wit', 'Amira Bakker', 'Daan Visser']);
  await visit(page, `${vacancy}/compare?tab=totals`);
  assert.deepEqual(await order(page), alphabetical);
});

it.scenario('who decides on what somebody else decided since sees that, and keeps the own words', { as: 'recruiter', expected: [/409/] }, async ({ page, context }) => {
  const vacancy = await revealed(context);
  await visit(page, `${vacancy}/compare?tab=decide`);
  const other = await context.newPage();
  await visit(other, `${vacancy}/compare?tab=decide`);
  const decide = async (on, outcome, reason) => {
    const card = on.locator('.decisions > li', { hasText: 'Daan Visser' });
    await card.locator('summary').first().click();
    await card.getByLabel('Besluit', { exact: true }).selectOption(outcome);
    await card.getByLabel('Waarom?', { exact: true }).fill(reason);
    await card.getByRole('button', { name: 'Besluit vastleggen' }).click();
    return card;
  };
  const first = await decide(other, 'reject', 'Te weinig voorbeelden.');
  await first.locator('.decided').waitFor();
  await other.close();
  const second = await decide(page, 'hold', 'Eerst de referenties.');
  await second.getByText('Iemand anders heeft dit intussen gewijzigd.').waitFor();
  await second.locator('.decided', { hasText: 'Te weinig voorbeelden.' }).waitFor();
  assert.equal(await second.getByLabel('Waarom?', { exact: true }).inputValue(), 'Eerst de referenties.');
  await second.getByRole('button', { name: 'Ander besluit vastleggen' }).click();
  await second.locator('.decided', { hasText: 'Eerst de referenties.' }).first().waitFor();
});

it.scenario('a vacancy is closed with a reason while somebody waits, and can be reopened', { as: 'recruiter', expected: [/422/] }, async ({ page, context }) => {
  const vacancy = await revealed(context);
  await visit(page, vacancy);
  await page.locator('summary', { hasText: 'Vacature sluiten' }).click();
  await page.getByRole('button', { name: 'Vacature sluiten' }).click();
  await page.locator('#close-reason[aria-invalid=true]').waitFor();
  await page.locator('#close-reason').fill('De functie vervalt.');
  await page.getByRole('button', { name: 'Vacature sluiten' }).click();
  await page.getByText(/Gesloten op .* De functie vervalt\./).waitFor();
  await page.getByRole('button', { name: 'Heropenen' }).click();
  await page.getByText('Gesloten op').waitFor({ state: 'detached' });
});

it.scenario('selection per group comes from counts alone, and small groups stay hidden', { as: 'auditor' }, async ({ page }) => {
  await visit(page, '/impact');
  const fill = async (nth, group, selected, total) => {
    for (const [name, value] of Object.entries({ group, selected, total })) await page.locator(`#${name}${nth}`).fill(value);
  };
  await fill(1, 'groep a', '12', '40');
  await fill(2, 'groep b', '48', '8x');
  await page.getByRole('button', { name: 'Bekijken' }).click();
  await page.locator('#total2[aria-invalid=true]').waitFor();
  assert.equal(await page.locator('#selected1').inputValue(), '12', 'what was typed stays');
  await fill(2, 'groep b', '48', '80');
  await fill(3, 'groep c', '1', '3');
  await page.getByRole('button', { name: 'Bekijken' }).click();
  const row = (name) => page.locator('tbody tr', { hasText: name });
  await row('groep a').getByText('onder 0,80').waitFor();
  assert.match(await row('groep a').innerText(), /30%[\s\S]*0,50[\s\S]*0,30 tot 0,83[\s\S]*0,003/);
  assert.match(await row('groep c').innerText(), /verborgen: minder dan 5 mensen/);
});

it.scenario('a decision says which question was dropped since, and when', { as: 'recruiter' }, async ({ page, context }) => {
  const vacancy = await revealed(context);
  await visit(page, `${vacancy}/compare?tab=decide`);
  const card = page.locator('.decisions > li', { hasText: 'Eva Nowak' });
  await card.locator('summary').first().click();
  await card.getByLabel('Besluit', { exact: true }).selectOption('hold');
  await card.getByLabel('Waarom?', { exact: true }).fill('Eerst de referenties.');
  await card.getByRole('button', { name: 'Besluit vastleggen' }).click();
  await card.locator('.decided').waitFor();
  await visit(page, vacancy);
  await page.locator('.voiding > summary').click();
  const asked = await page.locator('#item option').nth(8).innerText();
  await page.locator('#item').selectOption({ index: 8 });
  await page.getByLabel('Waarom vervalt hij?').fill('Niemand begreep hem.');
  await page.getByRole('button', { name: 'Voor iedereen laten vervallen' }).click();
  await said(page, 'De vraag is voor iedereen vervallen.');
  await visit(page, `${vacancy}/compare?tab=decide`);
  const since = await card.locator('.decided .note').innerText();
  assert.ok(since.includes(`“${asked.replace(/^\d+\. /, '')}” verviel op `), since);
});

it.scenario('a cancelled interview unfolds nothing of another candidate', { as: 'recruiter' }, async ({ page, context }) => {
  await visit(page, await halfWay(context));
  const row = (name) => page.getByRole('row', { name });
  await row('Zoë').getByText('Gesprek laten vervallen').first().click();
  await row('Zoë').getByLabel('Waarom vervalt het?').fill('De kandidaat trok zich terug.');
  await row('Zoë').getByRole('button', { name: /^Gesprek laten vervallen/ }).click();
  await said(page, 'Het gesprek is vervallen.');
  await row('Zoë').getByText('Hierin was al geschreven.').waitFor();
  assert.equal(await row('Zoë').getByRole('link', { name: /^Gesprek plannen/ }).count(), 0, 'what cannot be is not offered');
  assert.equal(await page.locator('table.board details[open]').count(), 0);
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), 'BODY');
});

it.scenario('a planned interview is cancelled after saying what that means', { as: 'recruiter' }, async ({ page, context }) => {
  const vacancy = await halfWay(context);
  await plan(context, await unplanned(context, vacancy, 'Piet Planning'), { raters: ['Ruben Smit', 'Joost van Dijk'], chair: 'Ruben Smit' });
  await visit(page, vacancy);
  const asked = [];
  page.once('dialog', (dialog) => { asked.push(dialog.message()); dialog.accept(); });
  await page.getByRole('button', { name: 'Gesprek laten vervallen: Piet Planning' }).click();
  await said(page, 'Het gesprek is vervallen.');
  assert.match(asked[0], /Het gesprek met Piet Planning vervalt voor het hele panel\. Terugdraaien kan niet/);
});

it.scenario('who is taken off the board can come back once, beside words that say who it is', { as: 'recruiter', expected: [/422/] }, async ({ page, context }) => {
  const vacancy = await halfWay(context);
  await unplanned(context, vacancy, 'Wim Weg');
  await visit(page, vacancy);
  const board = page.locator('table.board');
  const remove = () => board.getByRole('button', { name: 'Verwijderen: Wim Weg' }).click();
  const undo = page.locator('.note').filter({ hasText: 'Wim Weg is van het bord gehaald.' });
  await remove();
  await undo.waitFor();
  assert.match(await focused(page), /^Wim Weg is van het bord gehaald/, 'read at once');
  assert.ok(await undo.evaluate((note) => note.compareDocumentPosition(document.querySelector('table.board')) & Node.DOCUMENT_POSITION_FOLLOWING), 'above the board');
  await undo.getByRole('button', { name: 'Ongedaan maken: Wim Weg' }).click();
  await said(page, 'De kandidaat staat weer op het bord.');
  assert.equal(await undo.count(), 0);
  await remove();
  await undo.waitFor();
  await page.getByLabel('Naam', { exact: true }).fill('Wim Weg');
  await page.getByRole('button', { name: 'Kandidaat toevoegen' }).click();
  await board.getByRole('link', { name: 'Wim Weg', exact: true }).waitFor();
  await undo.getByRole('button').click();
  await undo.getByText('Deze kandidaat staat er al.').waitFor();
  assert.equal(await board.getByRole('link', { name: 'Wim Weg', exact: true }).count(), 1);
});

it.scenario('where individuals stay hidden the comparison has no empty parts', { as: 'recruiter' }, async ({ page, context }) => {
  const form = await (await context.request.get('/vacancies/new')).text();
  const version = /<option[^>]*value="([0-9a-f-]{36})"/.exec(form)[1];
  const vacancy = await made(context, '/api/ui/vacancies/open', new URLSearchParams({ title: 'Zonder cijfers per persoon', version, policy: 'never' }));
  await plan(context, await unplanned(context, vacancy, 'Nora Verborgen'), { raters: ['Ruben Smit', 'Fatima El Amrani', 'Joost van Dijk'], chair: 'Ruben Smit' });
  for (const [as, levels] of [['panel1', [3, 4]], ['panel2', [4, 2]], ['panel3', [2, 5]]]) {
    const rater = await it.visitor({ as });
    await rateAndSubmit(rater.page, await interview(rater.context, 'Nora Verborgen'), levels);
    rater.assertQuiet();
    await rater.context.close();
  }
  for (const tab of ['', '?tab=totals', '?tab=discuss', '?tab=panel', '?tab=decide']) {
    await visit(page, `${vacancy}/compare${tab}`);
    await page.locator('main details').evaluateAll((all) => all.forEach((details) => { details.open = true; }));
    const empty = await page.locator('main').evaluate((main) => [...main.querySelectorAll('p, td, th, li, span.block')]
      .filter((e) => e.checkVisibility() && !e.textContent.trim() && !e.querySelector('svg, input')).map((e) => e.outerHTML));
    assert.deepEqual(empty, [], tab);
    const lines = (await page.locator('main').innerText()).split('\n');
    assert.deepEqual(lines.filter((line) => /:[^:.”]*: |Spreiding –|– · –/.test(line)), [], tab);
  }
});
