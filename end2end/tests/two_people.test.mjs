// Two people in one browser: what the one typed is never sent under the other's name.

import assert from 'node:assert/strict';

import { onServer, question } from '../fixture/interview.mjs';
import { asksBeforeLeaving, visit } from '../fixture/page.mjs';
import { draft, halfWay, interview } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';
import { signIn } from '../fixture/visitor.mjs';

const it = site();
// While nobody is signed in a page that looks on is told so, and comes back by itself.
const refused = [/status (of )?409/, /status 401: GET \S+\/events$/, /status of 401 \(Unauthorized\) \S+\/events$/];
const whose = (page) => page.evaluate(() => JSON.parse(document.documentElement.dataset.boot).me.name);
const comeBack = (page) => page.evaluate(() => dispatchEvent(new Event('focus')));

it.scenario('a rater whose browser somebody else signed in on loses nothing, and it goes under the own name', { as: 'panel3', expected: refused }, async (visitor) => {
  const { page, context } = visitor;
  const { note, level, again, saved, emptied } = await question(visitor, 7);
  const name = await whose(page);
  await signIn(context, 'panel2', 'nl');
  await note.pressSequentially('Gehoord door panel3.');
  await level(4).check();
  await page.locator('.save').getByText(`Log in als ${name} om dit te versturen`).waitFor();
  await asksBeforeLeaving(page);
  const other = await it.visitor({ as: 'panel2' });
  const theirs = await question(other, 7);
  assert.equal(await theirs.note.inputValue(), '');
  assert.equal(await theirs.level(4).isChecked(), false);
  await other.context.close();
  await signIn(context, 'panel3', 'nl');
  await comeBack(page);
  await saved();
  await emptied();
  await again();
  await onServer(it, 'panel3', 7, { text: 'Gehoord door panel3.', level: 4 });
});

it.scenario('what is typed in the builder waits for who typed it, and leaving asks', { as: 'recruiter', expected: refused }, async (visitor) => {
  const { page, context } = visitor;
  const address = await draft(context, 'Van de een');
  await visit(page, address);
  const name = await whose(page);
  const why = page.getByLabel(/^Waarom heeft/).first();
  const state = page.locator('#save-state');
  await signIn(context, 'admin', 'nl');
  await why.pressSequentially('Het werk verandert.');
  await state.getByText(`Log in als ${name} om dit te versturen`).waitFor();
  await asksBeforeLeaving(page);
  const other = await it.visitor({ as: 'admin' });
  await visit(other.page, address);
  assert.equal(await other.page.getByLabel(/^Waarom heeft/).first().inputValue(), '');
  await other.context.close();
  await signIn(context, 'recruiter', 'nl');
  await state.getByText(/^Opgeslagen/).waitFor();
  await visit(page, address);
  assert.equal(await why.inputValue(), 'Het werk verandert.');
});

it.scenario('a form that somebody else would send says so and keeps what was typed; the page stays of who it was', { as: 'recruiter', expected: refused }, async ({ page, context }) => {
  const vacancy = await halfWay(context);
  await visit(page, vacancy);
  const name = await whose(page);
  const add = page.locator('form[action$="/add-candidate"]');
  await signIn(context, 'admin', 'nl');
  await add.getByLabel('Naam').fill('Getypt door de een');
  await add.getByRole('button').click();
  await add.locator('.form-failure').getByText(`Log in als ${name} om dit te versturen.`).waitFor();
  assert.equal(await add.getByLabel('Naam').inputValue(), 'Getypt door de een');
  assert.equal(await page.locator('header .who-name').innerText(), name);
  await signIn(context, 'recruiter', 'nl');
  await add.getByRole('button').click();
  await page.getByRole('rowheader', { name: 'Getypt door de een' }).waitFor();
});

it.scenario('without script the answer says whose page it was, and going back keeps what was typed', { as: 'panel3', javaScriptEnabled: false, expected: [/maatstaf\.js csp$/, ...refused] }, async ({ page, context }) => {
  const address = `${await interview(context, 'Ελένη')}?item=2`;
  await page.goto(address);
  const name = await page.locator('header .who-name').innerText();
  await page.getByLabel('Notitie').fill('Zonder script getypt.');
  await signIn(context, 'panel2', 'nl');
  await page.getByRole('button', { name: 'Opslaan', exact: true }).click();
  await page.getByText(`Deze pagina is van ${name}`).waitFor();
  await page.getByText('Log in in een ander tabblad en ga daarna hier terug').waitFor();
  const other = await it.visitor({ as: 'panel2' });
  await other.page.goto(address);
  assert.notEqual(await other.page.getByLabel('Notitie').inputValue(), 'Zonder script getypt.');
  await other.context.close();
  await signIn(context, 'panel3', 'nl');
  await page.goBack();
  assert.equal(await page.getByLabel('Notitie').inputValue(), 'Zonder script getypt.');
  await page.getByRole('button', { name: 'Opslaan', exact: true }).click();
  await page.getByText('Vraag 3 van 8').waitFor();
  await onServer(it, 'panel3', 2, { text: 'Zonder script getypt.' });
});

it.scenario('who goes back without script while the other is still signed in finds the own page, and not what was typed', { as: 'panel3', javaScriptEnabled: false, expected: [/maatstaf\.js csp$/, ...refused] }, async ({ page, context }) => {
  await page.goto(`${await interview(context, 'Ελένη')}?item=4`);
  await page.getByLabel('Notitie').fill('Van panel3.');
  await signIn(context, 'panel2', 'nl');
  await page.getByRole('button', { name: 'Opslaan', exact: true }).click();
  await page.getByText('Deze pagina is van').waitFor();
  await page.goBack();
  await page.locator('header .who-name').getByText('Fatima').waitFor();
  assert.notEqual(await page.getByLabel('Notitie').inputValue(), 'Van panel3.');
});
