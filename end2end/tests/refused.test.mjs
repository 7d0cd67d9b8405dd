// What the server will not take stays with who wrote it, as it was written, until they change it or throw it away.

import assert from 'node:assert/strict';

import { onServer, question } from '../fixture/interview.mjs';
import { asksBeforeLeaving, leavesUnasked, visit } from '../fixture/page.mjs';
import { draft, halfWay, interview } from '../fixture/places.mjs';
import { phone } from '../fixture/browser.mjs';
import { site } from '../fixture/site.mjs';

const it = site();
const as = 'panel3';
// A text that is refused while it is typed is an answer with a status, which the browser writes on its console.
const refusals = [/status (of )?(413|400|422)/];
const transcript = 'Zei: “Ik belde”.'.repeat(1575);

it.scenario('a note that is too long is kept whole, counted and never said to be saved, until it is shorter', { as, expected: refusals }, async (visitor) => {
  const { page } = visitor;
  const { note, level, noEvidence, refused, saved, emptied, again } = await question(visitor, 7);
  const bar = page.locator('.save');
  await note.fill(transcript);
  await page.getByText('5200 tekens te lang.').waitFor();
  await note.blur();
  await bar.getByText('1 niet opgeslagen').waitFor();
  await page.getByRole('link', { name: 'Volgende', exact: true }).click();
  await page.getByText('Vraag 8 van 8').waitFor();
  const stored = page.waitForResponse((response) => response.url().endsWith('/ledger'));
  await noEvidence.check();
  await stored;
  await level(3).check();
  await bar.getByText('1 niet opgeslagen').waitFor();
  await asksBeforeLeaving(page);
  await again();
  await bar.getByText('1 niet opgeslagen').waitFor();
  assert.equal(await note.inputValue(), transcript);
  await refused();
  await note.fill(transcript.slice(0, 19_984));
  await page.getByText('Nog 16 tekens').waitFor();
  await note.blur();
  await saved();
  await emptied();
  await leavesUnasked(page);
  await onServer(it, as, 7, { text: transcript.slice(0, 19_984) });
  await onServer(it, as, 8, { level: 3 });
});

it.scenario('what no database can hold is kept as it was typed, and thrown away by who typed it', { as, expected: refusals }, async (visitor) => {
  const { page } = visitor;
  const { note, saved, emptied, again } = await question(visitor, 6);
  const before = await note.inputValue();
  await note.fill('Met een \0 erin.');
  await note.blur();
  await page.locator('.save').getByText('1 niet opgeslagen').waitFor();
  await again();
  assert.equal(await note.inputValue(), 'Met een \0 erin.');
  await page.getByRole('button', { name: 'Weggooien' }).click();
  await saved();
  await emptied();
  await page.waitForFunction((text) => document.getElementById('note').value === text, before);
});

it.scenario('a reason and a declaration are kept while they are typed, and too long a reason is kept whole', { as, expected: refusals }, async (visitor) => {
  const { page } = visitor;
  const { level, again, saved } = await question(visitor, 5);
  const reason = page.locator('#reason');
  await level('none').check();
  await page.route('**/api/v1/**', (route) => route.abort('internetdisconnected'));
  visitor.expect(/ERR_INTERNET_DISCONNECTED/);
  await reason.pressSequentially('Nog niet af');
  await page.waitForFunction(() => Object.values(localStorage).some((kept) => kept.includes('Nog niet af')));
  await page.unroute('**/api/v1/**');
  await again();
  assert.equal(await reason.inputValue(), 'Nog niet af');
  await saved();
  await reason.fill('x'.repeat(1001));
  await page.getByText('1 teken te lang.').waitFor();
  await reason.blur();
  await page.locator('.save').getByText('1 niet opgeslagen').waitFor();
  await again();
  assert.equal(await reason.inputValue(), 'x'.repeat(1001));
  await reason.fill('Geen tijd');
  await reason.blur();
  await saved();

  await page.locator('.bar').getByRole('link', { name: 'Inleveren' }).click();
  await page.locator('#knows-yes').check();
  await page.locator('#relation').pressSequentially('oud-coll');
  await page.waitForFunction(() => Object.values(localStorage).some((kept) => kept.includes('oud-coll')));
  await visit(page, `${await interview(visitor.context, 'Ελένη')}?submit=1`);
  assert.equal(await page.locator('#relation').inputValue(), 'oud-coll');
  await saved();
});

it.scenario('that nothing was heard is taken back, but not under a level that rests on it', { as: 'panel2' }, async (visitor) => {
  const { page } = visitor;
  const { note, noEvidence, level, saved, emptied, again } = await question(visitor, 8);
  await noEvidence.check();
  await saved();
  await noEvidence.uncheck();
  await saved();
  await emptied();
  await again();
  assert.equal(await noEvidence.isChecked(), false);
  assert.equal(await level(2).isDisabled(), true);
  await noEvidence.check();
  await level(2).check();
  await noEvidence.click();
  await page.getByText('Je score rust hierop.').waitFor();
  assert.equal(await noEvidence.isChecked(), true);
  await note.fill('Toch iets gehoord.');
  await noEvidence.uncheck();
  await note.blur();
  await saved();
  await emptied();
  await again();
  assert.equal(await noEvidence.isChecked(), false);
  await onServer(it, 'panel2', 8, { text: 'Toch iets gehoord.', level: 2 });
});

it.scenario('submitting asks how one knows the candidate, and why when nothing is rated', { as: 'panel2' }, async ({ page, context }) => {
  await visit(page, `${await interview(context, 'Олена')}?submit=1`);
  const submit = page.getByRole('button', { name: 'Ja, inleveren' });
  await submit.click();
  await page.locator('#knows-fault').getByText('Zeg of je deze kandidaat kent.').waitFor();
  await page.locator('#knows-no:focus').waitFor();
  await page.locator('#empty-fault').getByText('Schrijf kort op waarom.').waitFor();
  await page.locator('#knows-no').check();
  await page.getByLabel('Waarom lever je zo in?').fill('Kwam niet opdagen');
  await submit.click();
  await page.getByText('Je scores staan vast. Dank je wel.').waitFor();
});

it.scenario('what appears or goes away on leaving a reason does not move the level that is tapped', { as, viewport: phone, hasTouch: true }, async (visitor) => {
  const { page } = visitor;
  const { note, level, saved } = await question(visitor, 4);
  await note.fill('Noemde een voorbeeld.');
  await level(3).check();
  await note.fill('');
  await level('none').check();
  await page.locator('#reason').fill('Te weinig tijd');
  const before = await level(2).boundingBox();
  await page.locator('#reason').blur();
  await page.locator('#evidence-first').getByText('Schrijf eerst een notitie').waitFor();
  assert.deepEqual(await level(2).boundingBox(), before);
  await saved();
});

it.scenario('a form that was changed and not sent asks before it is left, and a refused edit of the builder too', { as: 'recruiter', expected: refusals }, async ({ page, context }) => {
  const vacancy = await halfWay(context);
  await visit(page, `${vacancy}/import`);
  await leavesUnasked(page);
  await page.locator('#table').click();
  await page.locator('#table').fill('naam;e-mail\nZoë;zoe@example.org');
  await asksBeforeLeaving(page);
  await visit(page, await draft(context, 'Te lang'));
  const why = page.getByLabel(/^Waarom heeft/).first();
  await why.click();
  await why.fill('x'.repeat(30_000));
  await page.locator('#save-state').getByText(/^Niet opgeslagen/).waitFor();
  await asksBeforeLeaving(page);
  assert.equal((await why.inputValue()).length, 30_000);
});
