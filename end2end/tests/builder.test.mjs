// The builder: saved as you go, by keyboard, by touch, by two people at once, and never a bad scorecard by accident.

import assert from 'node:assert/strict';

import { phone } from '../fixture/browser.mjs';
import { cut } from '../fixture/interview.mjs';
import { assertFits, awake, visit } from '../fixture/page.mjs';
import { draft, made } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';

const it = site();
const as = 'recruiter';

/** A draft of three competencies, open. */
async function open({ page, context }, title) {
  const address = await draft(context, title);
  await visit(page, address);
  return { address, ...parts(page) };
}

function parts(page) {
  return {
    card: (name) => page.locator('section.competency').filter({ has: page.getByRole('heading', { name, exact: true }) }),
    state: (text) => page.locator('#save-state').getByText(text).waitFor(),
    names: () => page.locator('section.competency h2').allTextContents(),
  };
}

it.scenario('what is typed is saved by itself, and what follows from it shows without losing the place', { as }, async (visitor) => {
  const { page } = visitor;
  const { card, state } = await open(visitor, 'Vanzelf');
  const publish = page.getByRole('button', { name: 'Publiceren' });
  const colour = () => publish.evaluate((button) => getComputedStyle(button).backgroundColor);
  const before = await colour();
  for (const name of ['Leervermogen', 'Omgaan met feedback', 'Aanpassingsvermogen']) {
    await card(name).getByLabel(/^Waarom heeft/).pressSequentially('Het werk verandert.');
  }
  await state(/^Opgeslagen/);
  await page.getByText('Klaar om te publiceren.').waitFor();
  assert.notEqual(await colour(), before, 'publishing is now what to do');
  const focused = await page.evaluate(() => document.activeElement.id);
  assert.ok(focused.startsWith('why-'), 'the reader is still in the field');
  await page.reload();
  await awake(page);
  assert.equal(await card('Omgaan met feedback').getByLabel(/^Waarom heeft/).inputValue(), 'Het werk verandert.');
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await page.getByText('Aanpassingsvermogen: schrijf op waarom').waitFor();
});

it.scenario('without a connection the page says so, and saves when it is back', { as, expected: cut }, async (visitor) => {
  const { page, context } = visitor;
  const { card, state } = await open(visitor, 'Tunnel');
  await context.setOffline(true);
  await card('Leervermogen').getByLabel(/^Waarom heeft/).pressSequentially('Getypt in de tunnel.');
  await state(/^Geen verbinding/);
  await context.setOffline(false);
  await state(/^Opgeslagen/);
  await page.reload();
  assert.equal(await card('Leervermogen').getByLabel(/^Waarom heeft/).inputValue(), 'Getypt in de tunnel.');
});

it.scenario('two people who change different things lose nothing, of the same thing one is told', { as, expected: [/409/] }, async (visitor) => {
  const { page } = visitor;
  const { address, card, state } = await open(visitor, 'Samen');
  const ada = await it.visitor({ as: 'admin', expected: [/409/] });
  const theirs = parts(ada.page);
  await visit(ada.page, address);
  await card('Leervermogen').getByLabel(/^Waarom heeft/).fill('Van Marieke');
  await state(/^Opgeslagen/);
  await theirs.card('Aanpassingsvermogen').getByLabel(/^Waarom heeft/).fill('Van Ada');
  await theirs.state(/^Opgeslagen/);
  assert.equal(await theirs.card('Leervermogen').getByLabel(/^Waarom heeft/).inputValue(), 'Van Marieke', 'what a colleague wrote shows');
  await card('Leervermogen').getByLabel(/^Waarom heeft/).fill('Beter van Marieke');
  await state(/^Opgeslagen/);
  await ada.page.locator('#live-checks').getByText(/Laatst gewijzigd door/).waitFor();
  await theirs.card('Leervermogen').getByLabel(/^Waarom heeft/).fill('Ook van Ada');
  await theirs.state(/^Niet opgeslagen/);
  await theirs.card('Leervermogen').getByText('Nu staat er: “Beter van Marieke”').waitFor();
  assert.equal(await theirs.card('Leervermogen').getByLabel(/^Waarom heeft/).inputValue(), 'Ook van Ada', 'nothing typed is lost');
  await theirs.card('Leervermogen').getByLabel(/^Waarom heeft/).fill('Van ons beiden');
  await theirs.state(/^Opgeslagen/);
  await page.reload();
  assert.equal(await card('Leervermogen').getByLabel(/^Waarom heeft/).inputValue(), 'Van ons beiden');
  assert.equal(await card('Aanpassingsvermogen').getByLabel(/^Waarom heeft/).inputValue(), 'Van Ada');
  ada.assertQuiet();
  await ada.context.close();
});

it.scenario('by keyboard alone: reordered, reworded, written and published', { as, expected: [/422/] }, async (visitor) => {
  const { page } = visitor;
  const { card, names } = await open(visitor, 'Toetsenbord');
  const press = async (locator) => {
    await locator.focus();
    await page.keyboard.press('Enter');
  };
  await press(page.getByRole('button', { name: 'Omlaag: Leervermogen' }));
  await page.locator('section.competency h2').first().getByText('Omgaan met feedback').waitFor();
  assert.deepEqual(await names(), ['Omgaan met feedback', 'Leervermogen', 'Aanpassingsvermogen']);
  await press(page.getByRole('link', { name: 'Zelf een vraag schrijven: Leervermogen' }));
  await awake(page);
  const form = page.locator('form.edit');
  await press(form.getByRole('button', { name: 'Opslaan' }));
  await form.getByText('Vul dit in.').waitFor();
  await page.keyboard.type('Vertel over iets wat je jezelf leerde.');
  await form.getByLabel('Doorvraag (Nederlands)').first().focus();
  await page.keyboard.type('Wanneer was dat?');
  await press(form.getByRole('button', { name: 'Opslaan' }));
  await card('Leervermogen').getByText('Vertel over iets wat je jezelf leerde.').waitFor();
  await awake(page);
  await press(page.getByRole('button', { name: 'Omhoog: Vertel over iets wat je jezelf leerde.' }));
  await card('Leervermogen').locator('ol.questions > li').nth(1).getByText('Vertel over iets wat je jezelf leerde.').waitFor();
  for (const name of await names()) {
    await card(name).getByLabel(/^Waarom heeft/).focus();
    await page.keyboard.type('Nodig.');
  }
  await press(page.getByRole('button', { name: 'Publiceren' }));
  await page.getByText('Deze versie is gepubliceerd en staat vast.').waitFor();
});

it.scenario('a question is dragged to another place', { as }, async (visitor) => {
  const { page } = visitor;
  const { card } = await open(visitor, 'Slepen');
  const questions = card('Leervermogen').locator('ol.questions > li');
  const second = await questions.nth(1).locator('.question-text').textContent();
  await questions.nth(1).locator('[data-handle]').dragTo(questions.nth(0));
  await questions.nth(0).getByText(second.replace('⠿', '').trim()).waitFor();
});

it.scenario('a question that the law forbids is named while it is typed, and needs a reason to stay', { as, expected: [/422/] }, async (visitor) => {
  const { page } = visitor;
  const { card, state } = await open(visitor, 'Wet');
  for (const name of ['Leervermogen', 'Omgaan met feedback', 'Aanpassingsvermogen']) await card(name).getByLabel(/^Waarom heeft/).fill('Nodig.');
  await state(/^Opgeslagen/);
  await card('Leervermogen').getByRole('link', { name: /^Bewerken/ }).first().click();
  await awake(page);
  // However long it is: what is typed is sent, not put in an address.
  await page.getByLabel('Vraag (Nederlands)', { exact: true }).fill(`${'Vertel eens over je aanpak van toen. '.repeat(400)}Ben je zwanger?`);
  await page.locator('.lint').getByText(/^Zwangerschap, kinderwens, kinderopvang/).waitFor();
  await page.getByLabel('Vraag (Nederlands)', { exact: true }).fill('Ben je zwanger?');
  await page.locator('.lint').getByText(/^Zwangerschap, kinderwens, kinderopvang/).waitFor();
  await page.locator('form.edit').getByRole('button', { name: 'Opslaan' }).click();
  const remark = card('Leervermogen').locator('.remark.stops');
  await remark.getByText(/art. 7:646 lid 1 en 5 BW/).waitFor();
  await remark.getByText(/^Vraag liever:/).waitFor();
  await awake(page);
  await page.getByRole('button', { name: 'Publiceren' }).click();
  await page.getByText('Deze scorekaart is nog niet klaar om te publiceren.').waitFor();
  await remark.getByLabel('Waarom is dit toch nodig?').fill('Te kort.');
  await remark.getByRole('button', { name: 'Houden' }).click();
  await remark.getByText('Dit is te kort: minstens 20 tekens.').waitFor();
  await remark.getByLabel('Waarom is dit toch nodig?').fill('Dit werk met lood is bij zwangerschap verboden.');
  await remark.getByRole('button', { name: 'Houden' }).click();
  await page.getByText('Klaar om te publiceren.').waitFor();
});

it.scenario('weights that differ need a reason, and a knock-out cannot be learned', { as, expected: [/422/] }, async (visitor) => {
  const { page } = visitor;
  const { card, state } = await open(visitor, 'Weging');
  await page.locator('#weight_0').fill('2');
  await page.getByLabel('Waarom is de weging niet gelijk?').focus();
  await page.getByText('Schrijf op waarom de weging niet gelijk is.').first().waitFor();
  assert.equal(await page.locator('#weight_0').inputValue(), '2', 'what was refused stays as it was typed');
  await page.keyboard.type('Het vak verandert snel.');
  await state(/^Opgeslagen/);
  await page.locator('#live-weight_0').getByText('50').waitFor();
  await card('Leervermogen').getByText('Eisen en manier van beoordelen').click();
  await card('Leervermogen').getByLabel('Te leren in hoeveel maanden?').fill('6');
  await state(/^Opgeslagen/);
  await card('Leervermogen').getByLabel(/^Harde eis/).check();
  await state(/^Niet opgeslagen/);
  await card('Leervermogen').getByText('wat iemand kan leren, mag geen harde eis zijn').waitFor();
});

it.scenario('at touch width everything fits and can be done', { as, viewport: phone, hasTouch: true, isMobile: true }, async (visitor) => {
  const { page } = visitor;
  const { card, state, names } = await open(visitor, 'Telefoon');
  await assertFits(page);
  await page.getByLabel('Zoek in de bibliotheek').fill('motivatie');
  await page.getByRole('button', { name: 'Zoeken' }).tap();
  await awake(page);
  await page.getByRole('button', { name: 'Competentie toevoegen: Motivatie voor de functie' }).tap();
  await page.getByRole('heading', { name: 'Motivatie voor de functie' }).waitFor();
  assert.equal((await names()).length, 4);
  await card('Motivatie voor de functie').getByLabel(/^Waarom heeft/).fill('Nodig.');
  await state(/^Opgeslagen/);
  await page.getByRole('button', { name: 'Omhoog: Motivatie voor de functie' }).tap();
  await page.locator('section.competency h2').nth(2).getByText('Motivatie voor de functie').waitFor();
  await card('Motivatie voor de functie').getByRole('link', { name: /^Bewerken/ }).first().tap();
  await awake(page);
  await assertFits(page);
});

it.scenario('the preview is what a panel member sees, in both languages', { as }, async (visitor) => {
  const { page } = visitor;
  await open(visitor, 'Voorbeeld');
  await page.getByRole('link', { name: 'Voorbeeld Engels' }).click();
  await awake(page);
  const preview = page.locator('.preview');
  assert.equal(await preview.getAttribute('lang'), 'en');
  await preview.getByText('Tell me about the last time you had to learn something').waitFor();
  assert.equal(await preview.locator('input[type=radio]').count(), 6);
  await page.getByRole('link', { name: 'Volgende' }).click();
  await preview.getByText('Question 2 of 6').waitFor();
  await page.getByRole('link', { name: 'Voorbeeld Nederlands' }).click();
  await preview.getByText('Vraag 2 van 6').waitFor();
});

it.scenario('a draft of thirty competencies and three hundred questions takes what is typed, and nothing moves', { as }, async ({ page, context }) => {
  const address = await long(context);
  await visit(page, address);
  const { state } = parts(page);
  assert.equal(await page.locator('ol.questions > li').count(), 300);
  const why = page.locator('section.competency').nth(20).getByLabel(/^Waarom heeft/);
  await why.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => window.scrollY);
  await why.pressSequentially('Een zin in een lange kaart.');
  await state(/^Opgeslagen/);
  assert.equal(await page.evaluate(() => window.scrollY), before);
  await page.reload();
  assert.equal(await why.inputValue(), 'Een zin in een lange kaart.');
});

/** Thirty competencies of a library made for it, with ten questions each. */
async function long(context) {
  const shipped = JSON.parse(await (await context.request.get('/library.json')).text()).competencies;
  const library = { version: '1', competencies: [...Array(30).keys()].map((n) => ({ ...shipped[n % shipped.length], key: `lang_${n}` })) };
  await made(context, '/api/ui/library/import', new URLSearchParams({ text: JSON.stringify(library) }));
  const form = new URLSearchParams([['title', 'Lang'], ...library.competencies.map((c) => ['competencies[]', c.key])]);
  const address = await made(context, '/api/ui/scorecards/create', form);
  const scorecard = address.split('/').at(-1);
  const shown = await (await context.request.get(`/api/ui/scorecards/show?scorecard=${scorecard}`, { headers: { accept: 'application/json' } })).json();
  let { revision } = shown.version;
  for (const competency of shown.version.document.competencies) {
    for (let n = competency.questions.length; n < 10; n += 1) {
      const question = new URLSearchParams({ scorecard, revision, competency: competency.id, kind: 'behavioural', minutes: 5, text_nl: `Vertel eens over de keer dat je dit voor de ${n}e keer deed.` });
      await made(context, '/api/ui/scorecards/question', question);
      revision += 1;
    }
  }
  return address;
}
