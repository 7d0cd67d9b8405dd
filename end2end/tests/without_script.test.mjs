// Without script every form works: what fails comes back filled in, what succeeds leads on.

import assert from 'node:assert/strict';

import { halfWay, interview, revealed } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';
import { PASSWORD } from '../fixture/visitor.mjs';

const it = site();
// A browser without script says that it did not fetch the script.
const plain = { javaScriptEnabled: false, expected: [/maatstaf\.js csp$/] };

it.scenario('a wrong password keeps the email address and says what is wrong', plain, async ({ page }) => {
  await page.goto('/sign-in?next=%2Fvacancies');
  await page.getByLabel('E-mailadres').fill('recruiter@example.org');
  await page.getByLabel('Wachtwoord').fill('niet dit wachtwoord');
  await page.getByRole('button', { name: 'Inloggen' }).click();
  await page.getByText('Dit e-mailadres en wachtwoord horen niet bij elkaar.').waitFor();
  assert.equal(await page.getByLabel('E-mailadres').inputValue(), 'recruiter@example.org');
  assert.equal(await page.getByLabel('Wachtwoord').inputValue(), '');
  await page.getByLabel('Wachtwoord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Inloggen' }).click();
  await page.getByRole('heading', { name: 'Vacatures', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Uitloggen' }).click();
  await page.getByRole('heading', { name: 'Inloggen', level: 1 }).waitFor();
});

it.scenario('a scorecard is made, faulted, justified and published', { as: 'recruiter', ...plain }, async ({ page }) => {
  await page.goto('/scorecards/new');
  await page.getByRole('checkbox', { name: 'Aanpassingsvermogen' }).uncheck();
  await page.getByRole('button', { name: 'Scorekaart maken' }).click();
  await page.locator('.form-failure').getByText(/./).waitFor();
  assert.equal(await page.getByRole('checkbox', { name: 'Aanpassingsvermogen' }).isChecked(), false, 'what was ticked comes back');
  assert.equal(await page.getByLabel('Titel').getAttribute('aria-invalid'), 'true');
  await page.getByLabel('Titel').fill('Adviseur');
  await page.getByRole('button', { name: 'Scorekaart maken' }).click();
  await page.getByRole('heading', { name: 'Adviseur', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Publiceren' }).click();
  await page.locator('.form-failure').getByText(/./).waitFor();
  for (const name of ['Leervermogen', 'Omgaan met feedback']) {
    const card = page.locator('section.competency').filter({ has: page.getByRole('heading', { name, exact: true }) });
    await card.getByLabel(/^Waarom heeft/).fill('Het werk verandert.');
    await card.getByLabel(/^In welke taak/).fill('Een nieuwe bron <b>& "aanhaling"</b>\naansluiten.');
    await card.getByRole('button', { name: 'Onderbouwing opslaan' }).click();
    assert.equal(await card.getByLabel(/^In welke taak/).inputValue(), 'Een nieuwe bron <b>& "aanhaling"</b>\naansluiten.');
  }
  await page.getByRole('button', { name: 'Publiceren' }).click();
  await page.getByText('Deze versie is gepubliceerd en staat vast.').waitFor();
});

it.scenario('an item is rated and noted, a missing reason comes back, and all of it is submitted', { as: 'panel3', ...plain }, async ({ page, context }) => {
  const address = await interview(context, 'Ελένη');
  await page.goto(address);
  await page.getByRole('radio', { name: '4 Goed' }).check();
  await page.getByLabel('Notitie').fill('Een "citaat" & <i>meer</i>.');
  await page.getByRole('button', { name: 'Opslaan', exact: true }).click();
  await page.getByText('Vraag 2 van 8').waitFor();
  await page.getByRole('radio', { name: 'Niet gezien' }).check();
  await page.getByLabel('Notitie').fill('Wat er wel stond.');
  await page.getByRole('button', { name: 'Opslaan', exact: true }).click();
  await page.getByText('Schrijf kort op waarom.').waitFor();
  assert.equal(await page.getByRole('radio', { name: 'Niet gezien' }).isChecked(), true);
  assert.equal(await page.getByLabel('Notitie').inputValue(), 'Wat er wel stond.');
  await page.getByLabel('Waarom niet gezien?').fill('geen tijd');
  await page.getByRole('button', { name: 'Opslaan', exact: true }).click();
  await page.getByText('Vraag 3 van 8').waitFor();
  await page.getByRole('link', { name: 'Vraag 1 (beoordeeld)' }).click();
  assert.equal(await page.getByRole('radio', { name: '4 Goed' }).isChecked(), true);
  assert.equal(await page.getByLabel('Notitie').inputValue(), 'Een "citaat" & <i>meer</i>.');
  await page.getByText('2 van 8 beoordeeld').waitFor();
  await page.locator('.bar').getByRole('link', { name: 'Inleveren' }).click();
  await page.getByRole('button', { name: 'Ja, inleveren' }).click();
  await page.locator('#knows-fault').getByText('Zeg of je deze kandidaat kent.').waitFor();
  await page.locator('#knows-no').check();
  await page.getByRole('button', { name: 'Ja, inleveren' }).click();
  await page.getByText('Je scores staan vast. Dank je wel.').waitFor();
  assert.equal(await page.getByRole('radio', { name: '4 Goed' }).isDisabled(), true);
});

it.scenario('the language changes and the page stays', { as: 'panel2', ...plain }, async ({ page, context }) => {
  const address = `${await interview(context, 'Ελένη')}?item=3`;
  await page.goto(address);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Question 3 of 8').waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.ok(page.url().endsWith(address), page.url());
  await page.getByRole('button', { name: 'Nederlands' }).click();
  await page.getByText('Vraag 3 van 8').waitFor();
});

it.scenario('candidates come from a pasted list and from a file', { as: 'recruiter', ...plain }, async ({ page, context }) => {
  const vacancy = await halfWay(context);
  await page.goto(`${vacancy}/import`);
  await page.getByLabel('Rijen').fill('naam;e-mail\nNoor Jansen;noor@example.org\n;leeg@example.org');
  await page.getByRole('button', { name: 'Bekijken', exact: true }).click();
  await page.getByText('1 regel slaan we over.').waitFor();
  await page.getByRole('link', { name: 'Lijst aanpassen' }).click();
  assert.match(await page.getByLabel('Rijen').inputValue(), /Noor Jansen;noor@example.org/);
  await page.getByLabel('Of kies een CSV-bestand').setInputFiles({ name: 'lijst.csv', mimeType: 'text/csv', buffer: Buffer.from('\ufeffnaam,e-mail\nJoão Núñez,joao@example.org\n') });
  await page.getByRole('button', { name: 'Bestand bekijken' }).click();
  await page.getByRole('cell', { name: 'João Núñez' }).waitFor();
  await page.getByRole('button', { name: '1 kandidaat toevoegen' }).click();
  await page.getByRole('rowheader', { name: 'João Núñez' }).waitFor();
  assert.ok(page.url().endsWith(vacancy));
});

it.scenario('the chair keeps what was asked, and a reason that is missing comes back', { as: 'panel1', ...plain }, async ({ page, context }) => {
  const address = await interview(context, 'Ελένη');
  await page.goto(`${address}?item=5`);
  await page.getByRole('button', { name: 'Gesteld', exact: true }).click();
  await page.locator('[data-fate]').getByText('Gesteld om').waitFor();
  assert.ok(page.url().endsWith('?item=5'), page.url());
  await page.locator('.leads summary').click();
  await page.getByRole('button', { name: 'Anders gesteld' }).click();
  await page.locator('#lead-fault').getByText(/./).waitFor();
  await page.locator('#lead-reason').fill('in het Engels');
  await page.getByRole('button', { name: 'Anders gesteld' }).click();
  await page.locator('[data-fate]').getByText('in het Engels').waitFor();
});

it.scenario('a step of STARR has a page of its own, and a level waits for evidence', { as: 'panel2', ...plain }, async ({ page, context }) => {
  const address = await interview(context, 'Ελένη');
  await page.goto(`${address}?item=6`);
  await page.getByRole('radio', { name: '4 Goed' }).check();
  await page.getByRole('button', { name: 'Opslaan', exact: true }).click();
  await page.getByText('Schrijf eerst een notitie bij deze vraag').first().waitFor();
  assert.equal(await page.getByRole('radio', { name: '4 Goed' }).isChecked(), true, 'what was chosen comes back');
  await page.goto(`${address}?item=6&step=action`);
  await page.getByLabel('Notitie: Actie').fill('Belde zelf drie klanten.');
  await page.getByRole('radio', { name: '4 Goed' }).check();
  await page.getByRole('button', { name: 'Opslaan', exact: true }).click();
  await page.getByText('Vraag 7 van 8').waitFor();
  await page.goto(`${address}?item=6`);
  await page.locator('blockquote').getByText('Belde zelf drie klanten.').waitFor();
  assert.equal(await page.getByRole('radio', { name: '4 Goed' }).isChecked(), true);
});

it.scenario('“yes, I know the candidate” asks how before it is submitted', { as: 'panel2', ...plain }, async ({ page, context }) => {
  await page.goto(`${await interview(context, 'Олена')}?submit=1`);
  await page.locator('#knows-yes').check();
  await page.getByRole('button', { name: 'Ja, inleveren' }).click();
  await page.locator('#relation-fault').getByText(/./).waitFor();
  assert.equal(await page.locator('#knows-yes').isChecked(), true);
  await page.getByLabel('Zo ja, hoe?').fill('oud-collega');
  await page.getByRole('button', { name: 'Ja, inleveren' }).click();
  await page.locator('#empty-fault').getByText('Schrijf kort op waarom.').waitFor();
  await page.getByLabel('Waarom lever je zo in?').fill('Kwam niet opdagen');
  await page.getByRole('button', { name: 'Ja, inleveren' }).click();
  await page.getByText('Je scores staan vast. Dank je wel.').waitFor();
});

it.scenario('a decision that lacks a reason comes back unfolded, and taken back is taken back', { as: 'recruiter', ...plain }, async ({ page, context }) => {
  await page.goto(`${await revealed(context)}/compare?tab=decide`);
  await page.getByRole('button', { name: 'Besluit starten' }).click();
  const card = page.locator('.decisions > li', { hasText: 'Chiara Rossi' });
  await card.locator('summary').click();
  await card.getByLabel('Besluit', { exact: true }).selectOption('offer');
  await card.getByRole('button', { name: 'Besluit vastleggen' }).click();
  await card.locator('[name=reason][aria-invalid=true]').waitFor();
  assert.equal(await card.getByLabel('Besluit', { exact: true }).inputValue(), 'offer', 'what was chosen comes back, in sight');
  await card.getByLabel('Waarom?', { exact: true }).fill('Leert het snelst.');
  await card.getByRole('button', { name: 'Besluit vastleggen' }).click();
  await card.locator('.decided', { hasText: 'Leert het snelst.' }).waitFor();
  await card.getByText(/^Besluit terugnemen:/).click();
  await card.getByLabel('Waarom neem je het terug?').fill('Vergissing.');
  await card.getByRole('button', { name: 'Besluit terugnemen' }).click();
  await page.locator('#said').getByText('Het besluit is teruggenomen.').waitFor();
  await card.getByText('nog geen besluit').waitFor();
  await page.getByRole('link', { name: 'op naam' }).click();
  assert.equal(await page.locator('.decisions h2').first().innerText(), 'Amira Bakker');
});
