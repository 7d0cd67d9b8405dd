// Comparing, deciding, reports and looking at selection are accessible in both languages.

import { accessible, unfold } from '../fixture/accessible.mjs';
import { halfWay, revealed } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';

accessible(site(), {
  'comparing one competency': ['recruiter', async (context) => `${await revealed(context)}/compare`],
  'comparing totals with a calculation open': ['recruiter', async (context) => `${await revealed(context)}/compare?tab=totals`, unfold],
  'comparing with the notes open': ['recruiter', async (context) => `${await revealed(context)}/compare`, openNotes],
  'the panel’s agreement': ['recruiter', async (context) => `${await revealed(context)}/compare?tab=panel`, unfold],
  'what to discuss': ['recruiter', async (context) => `${await revealed(context)}/compare?tab=discuss`, unfold],
  'deciding': ['recruiter', async (context) => `${await revealed(context)}/compare?tab=decide`, decide],
  'selection per group': ['recruiter', () => '/impact?group1=a&selected1=12&total1=40&group2=b&selected2=48&total2=80&group3=c&selected3=x&total3=3'],
  'reports': ['recruiter', async (context) => `${await revealed(context)}/reports`],
  'reports before the reveal': ['recruiter', async (context) => `${await halfWay(context)}/reports?lang=en&paper=letter`],
});

/** Begins deciding, where it has not begun, and opens what can be opened. */
async function decide(page) {
  const start = page.locator('form[action$="start-deciding"] button');
  if (await start.count()) await start.click();
  await page.locator('.decisions').waitFor();
  await unfold(page);
}

async function openNotes(page) {
  await page.locator('td a').first().click();
  await page.locator('#notes').waitFor();
}
