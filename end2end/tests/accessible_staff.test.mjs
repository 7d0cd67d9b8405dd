// What recruiters, administrators and auditors see is accessible in both languages.

import { accessible, unfold } from '../fixture/accessible.mjs';
import { candidate, halfWay, revealed, unplanned } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';

const table = 'naam;e-mail\nNoor Jansen;noor@example.org\n;leeg@example.org\nPiet;geen adres\nNoor Jansen;noor@example.org';

accessible(site(), {
  'the recruiter’s home': ['recruiter', () => '/'],
  'the administrator’s home': ['admin', () => '/'],
  'the auditor’s home': ['auditor', () => '/'],
  'the list of vacancies': ['recruiter', () => '/vacancies'],
  'a new vacancy': ['recruiter', () => '/vacancies/new'],
  'a vacancy half-way': ['recruiter', halfWay, unfold],
  'a candidate whose panel submitted': ['recruiter', candidate, unfold],
  'a revealed vacancy': ['recruiter', revealed],
  'an import before the paste': ['recruiter', async (context) => `${await halfWay(context)}/import`],
  'an import with faults': ['recruiter', async (context) => `${await halfWay(context)}/import`, paste],
  'planning an interview': ['recruiter', async (context, lang) => unplanned(context, await halfWay(context), `Wil ${lang}`)],
  'people, with an invitation’s link': ['admin', () => '/people', invite],
  'people, for a recruiter': ['recruiter', () => '/people'],
  'the own settings': ['recruiter', () => '/settings'],
  'the access table': ['admin', () => '/settings/access'],
  'a page that does not exist': ['recruiter', () => '/nowhere'],
});

async function paste(page) {
  await page.locator('textarea[name=table]').fill(table);
  await page.locator('form:has(textarea[name=table]) button').click();
  await page.locator('tr.bad').first().waitFor();
}

async function invite(page, lang) {
  await page.locator('form input[name=email]').fill(`iemand.met.een.lange.naam.${lang}@voorbeeldorganisatie.example.org`);
  await page.locator('form:has(input[name=email]) button').click();
  await page.locator('#invite-link').waitFor();
}
