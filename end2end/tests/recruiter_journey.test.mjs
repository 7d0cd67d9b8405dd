// The recruiter's whole job in Dutch, by mouse: from an empty server to a revealed comparison.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hand, steps } from '../fixture/hand.mjs';
import { awake, visit } from '../fixture/page.mjs';
import { interview } from '../fixture/places.mjs';
import { rateAndSubmit } from '../fixture/scoring.mjs';
import { site } from '../fixture/site.mjs';

const it = site({ demo: false });
const password = 'maatstaf-demo';
const panel = ['Ruben Smit', 'Fatima El Amrani'];
const competencies = ['Leervermogen', 'Omgaan met feedback', 'Aanpassingsvermogen'];

test('a recruiter gets from an empty server to a revealed comparison', async (t) => {
  const office = await it.visitor();
  const { page } = office;
  const mouse = hand(page);
  const step = steps(t, page);

  await step('the first visit sets up the organisation', async () => {
    await visit(page, '/');
    await mouse.write('Eenmalige code', it.server.setupCode);
    await mouse.write('Naam van de organisatie', 'Gemeente Voorbeeld');
    await mouse.write('Jouw naam', 'Sanne Mulder');
    await mouse.write('E-mailadres', 'sanne@example.org');
    await mouse.write('Wachtwoord', password);
    await mouse.write('Wachtwoord, nog een keer', password);
    await mouse.button('Inrichten');
    await page.getByRole('heading', { name: 'Zo begin je' }).waitFor();
    await awake(page);
    await mouse.button('Uitloggen');
    await page.getByRole('heading', { name: 'Inloggen' }).waitFor();
  });

  await step('from sign-in to a published scorecard of three competencies', async () => {
    await awake(page);
    mouse.clicks = 0;
    await mouse.write('E-mailadres', 'sanne@example.org');
    await mouse.write('Wachtwoord', password);
    await mouse.button('Inloggen');
    await awake(page);
    await mouse.link(/^Maak een scorekaart/);
    await awake(page);
    await mouse.write('Titel', 'Junior data-analist');
    await mouse.button('Scorekaart maken');
    await page.getByText('Versie 1 · concept').waitFor();
    await awake(page);
    await justify(page, mouse);
    await mouse.button('Publiceren');
    await page.getByText('Deze versie is gepubliceerd en staat vast.').waitFor();
    t.diagnostic(`clicks from sign-in to a published scorecard: ${mouse.clicks}`);
    assert.ok(mouse.clicks <= 12, `${mouse.clicks} clicks`);
  });

  const members = [];
  await step('colleagues come in by a link that is shown once', async () => {
    await visit(page, '/people');
    for (const [index, name] of panel.entries()) members.push(await join(page, mouse, name, `panel${index}@example.org`));
    await visit(page, '/people');
    assert.equal(await page.locator('#invite-link').count(), 0);
  });

  await step('a vacancy opens with the published scorecard', async () => {
    await mouse.link('Vacatures');
    await awake(page);
    await mouse.link('Vacature openen');
    await awake(page);
    await mouse.write('Functie', 'Data-analist');
    await mouse.button('Vacature openen');
    await page.getByText('Nog geen kandidaten.').waitFor();
    await awake(page);
  });

  await step('candidates come in by form and by a pasted list', async () => {
    await mouse.write('Naam', 'Zoë Müller-Łukasz');
    await mouse.button('Kandidaat toevoegen');
    await page.getByRole('rowheader', { name: 'Zoë Müller-Łukasz' }).waitFor();
    await mouse.link('Lijst plakken of bestand kiezen');
    await awake(page);
    await mouse.write('Rijen', 'naam;e-mail\nНадія Бондар;nadia@example.org\n;leeg@example.org');
    await mouse.button('Bekijken');
    await page.getByText('1 regel slaan we over.').waitFor();
    await awake(page);
    await mouse.button('1 kandidaat toevoegen');
    await page.getByRole('rowheader', { name: 'Надія Бондар' }).waitFor();
    await awake(page);
  });

  await step('each candidate gets an interview with a panel and a chair', async () => {
    for (const candidate of ['Zoë Müller-Łukasz', 'Надія Бондар']) {
      await mouse.link(`Gesprek plannen: ${candidate}`);
      await awake(page);
      for (const rater of panel) await mouse.tick(rater);
      await mouse.choose('Voorzitter', panel[0]);
      await mouse.button('Gesprek plannen');
      await page.getByRole('heading', { name: 'Bord' }).waitFor();
      await awake(page);
    }
    await page.getByText('Het panel wacht op: Fatima El Amrani, Ruben Smit.').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Vergelijken' }).count(), 0, 'nothing to compare before the reveal');
  });

  await step('the panel rates blind and submits', async () => {
    for (const [index, member] of members.entries()) {
      for (const [candidate, level] of [['Zoë', 4], ['Надія', 3]]) {
        const address = await interview(member.context, candidate);
        await rateAndSubmit(member.page, address, [level - index]);
      }
    }
  });

  await step('the last submission reveals the round, and the numbers are there to compare', async () => {
    await page.reload();
    await page.getByText('toen iedereen had ingeleverd').waitFor();
    await awake(page);
    await mouse.link('Vergelijken');
    await awake(page);
    assert.deepEqual(await row(page, 'Zoë Müller-Łukasz', [2, 3, 4]), ['3,5', '1', '2']);
    await mouse.link('Totalen');
    await awake(page);
    const totals = await page.locator('td.total strong').allTextContents();
    assert.deepEqual(totals.sort(), ['2,50', '3,50']);
    await mouse.click(page.getByText('Toon berekening: Zoë Müller-Łukasz'));
    await page.getByRole('rowheader', { name: competencies[0] }).waitFor();
  });

  for (const visitor of [office, ...members]) {
    visitor.assertQuiet();
    await visitor.context.close();
  }
});

/** One sentence per competency on why the job needs it: all that publishing asks. It is saved by itself. */
async function justify(page, mouse) {
  for (const name of competencies) {
    const why = page.locator('section.competency').filter({ has: page.getByRole('heading', { name, exact: true }) }).getByLabel(/^Waarom heeft/);
    assert.equal(await why.inputValue(), '', 'it is never filled in beforehand');
    await mouse.click(why);
    await why.pressSequentially('Het werk verandert elk kwartaal.');
  }
}

/** Invites, follows the link in a browser of the colleague's own, and makes the account. */
async function join(page, mouse, name, email) {
  await mouse.write('E-mailadres', email);
  await mouse.button('Link maken');
  const link = page.locator('#invite-link');
  await page.getByText(email).waitFor();
  const colleague = await it.visitor();
  await visit(colleague.page, await link.inputValue());
  const theirs = hand(colleague.page);
  await theirs.write('Jouw naam', name);
  await theirs.write('Wachtwoord', password);
  await theirs.write('Wachtwoord, nog een keer', password);
  await theirs.button('Account maken');
  await colleague.page.getByText('Er staan geen gesprekken voor je klaar.').waitFor();
  return colleague;
}

async function row(page, candidate, cells) {
  const texts = await page.getByRole('row').filter({ hasText: candidate }).locator('th, td').allInnerTexts();
  return cells.map((cell) => texts[cell].trim());
}
