// The main pages in English, by mouse: sign in, a scorecard, a vacancy, rating, comparing.

import assert from 'node:assert/strict';

import { hand } from '../fixture/hand.mjs';
import { awake, visit } from '../fixture/page.mjs';
import { halfWay, interview, plan, revealed, unplanned } from '../fixture/places.mjs';
import { english, rateAndSubmit } from '../fixture/scoring.mjs';
import { site } from '../fixture/site.mjs';
import { PASSWORD, speak } from '../fixture/visitor.mjs';

const it = site();

// A form that is refused is a 422, which the browser also writes on its console.
const expected = [/422/];

it.scenario('a recruiter makes a scorecard and a vacancy in English', { lang: 'en', expected }, async ({ page, context }) => {
  const mouse = hand(page);
  await visit(page, '/sign-in');
  await mouse.write('Email address', 'recruiter@example.org');
  await mouse.write('Password', PASSWORD);
  await mouse.button('Sign in');
  await page.locator('.who').waitFor();
  await speak(context, 'en');
  await visit(page, '/');
  await mouse.link('Scorecards');
  await awake(page);
  await mouse.link('New scorecard');
  await awake(page);
  await mouse.write('Title', 'Adviser');
  await mouse.button('Make scorecard');
  await page.getByText('Version 1 · draft').waitFor();
  await awake(page);
  await mouse.button('Publish');
  await page.locator('.form-failure:visible').waitFor();
  await page.getByText('Learning ability: write why this job needs it from day one.').waitFor();
  await mouse.button('Remove: Adaptability');
  await page.getByRole('heading', { name: 'Adaptability' }).waitFor({ state: 'detached' });
  await mouse.button('Undo');
  await page.getByRole('heading', { name: 'Adaptability' }).waitFor();
  await mouse.link('Vacancies');
  await awake(page);
  await mouse.link('Open a vacancy');
  await awake(page);
  await mouse.button('Open vacancy');
  await page.getByText('Fill this in.').first().waitFor();
  await mouse.write('Job title', 'Adviser');
  await mouse.choose('Scorecard', { label: 'Junior data-analist · Version 1' });
  await mouse.button('Open vacancy');
  await page.getByText('No candidates yet.').waitFor();
});

it.scenario('a panel member rates and submits in English', { as: 'panel3', lang: 'en' }, async ({ page, context }) => {
  const office = await it.visitor({ as: 'recruiter', lang: 'en' });
  await plan(office.context, await unplanned(office.context, await halfWay(office.context), 'Kim Jansen'), { raters: ['Ruben Smit', 'Joost van Dijk'], chair: 'Ruben Smit' });
  await office.context.close();
  await rateAndSubmit(page, await interview(context, 'Kim Jansen'), [1, 2, 3, 4, 5], english);
});

it.scenario('a round revealed early says who did it and why', { as: 'recruiter', lang: 'en', expected }, async ({ page, context }) => {
  const mouse = hand(page);
  await visit(page, await halfWay(context));
  await mouse.click(page.getByText('Reveal scores early'));
  await mouse.button('Reveal now');
  await page.getByText('This is too short: at least 10 characters.').waitFor();
  await mouse.write('Reason', 'The panel has to decide today.');
  await mouse.button('Reveal now');
  await page.getByText(/Revealed early by Marieke Jansen on .*\. Reason: The panel has to decide today\./).waitFor();
  await awake(page);
  await mouse.link('Compare');
  await awake(page);
  await page.getByRole('rowheader', { name: 'Zoë Müller-Łukasz' }).waitFor();
});

it.scenario('the worked panel has its totals', { as: 'recruiter', lang: 'en' }, async ({ page, context }) => {
  await visit(page, `${await revealed(context)}/compare?tab=totals`);
  assert.deepEqual(await page.locator('td.total strong').allTextContents(), ['3.45', '3.53', '4.12', '2.52', '3.93']);
});
