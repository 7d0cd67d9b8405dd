// What a panel member sees, and what somebody sees who is not signed in, is accessible in both languages.

import { assertAccessible } from '../fixture/axe.mjs';
import { assertNoInlineStyle, visit } from '../fixture/page.mjs';
import { halfWay, interview, plan, revealed, unplanned } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';

const it = site();
const live = (context) => interview(context, 'Ελένη');

const pages = {
  'sign-in': [undefined, () => '/sign-in'],
  'a wrong sign-in': [undefined, () => '/sign-in', signInWrong],
  'the panel member’s home': ['panel1', () => '/'],
  'the panel member’s vacancies': ['panel1', () => '/vacancies'],
  'an interview at its first question': ['panel1', live],
  'an interview at its last question': ['panel1', async (context) => `${await live(context)}?item=8`],
  'an interview with a question not observed': ['panel3', live, notObserved],
  'an interview about to be submitted': ['panel2', async (context) => `${await live(context)}?submit=1`],
  'a submitted interview': ['panel1', (context) => interview(context, 'Zoë')],
  'comparing, for a panel member': ['panel1', async (context) => `${await revealed(context)}/compare`],
  'comparing before the reveal': ['panel1', async (context) => `${await halfWay(context)}/compare`],
  'people, which a panel member may not see': ['panel1', () => '/people'],
};

for (const lang of ['nl', 'en']) {
  for (const [name, [as, where, then]] of Object.entries(pages)) {
    it.scenario(`${name} is accessible (${lang})`, { as, lang, expected: [/40[0-9]/] }, async ({ page, context }) => {
      await visit(page, await where(context));
      await then?.(page);
      await assertNoInlineStyle(page);
      await assertAccessible(page);
    });
  }

  it.scenario(`the interview of a chair who does not rate is accessible (${lang})`, { as: 'recruiter', lang }, async ({ page, context }) => {
    const address = await unplanned(context, await halfWay(context), `Kandidaat ${lang}`);
    await plan(context, address, { raters: ['Ruben Smit', 'Joost van Dijk'], chair: 'Marieke Jansen' });
    await visit(page, await interview(context, `Kandidaat ${lang}`));
    await assertNoInlineStyle(page);
    await assertAccessible(page);
  });
}

async function signInWrong(page) {
  await page.locator('#email').fill('recruiter@example.org');
  await page.locator('#password').fill('niet het wachtwoord');
  await page.locator('form.card button').click();
  await page.locator('.form-failure:not([hidden])').waitFor();
}

async function notObserved(page) {
  await page.locator('#level-none').check();
  await page.locator('#reason').waitFor();
}
