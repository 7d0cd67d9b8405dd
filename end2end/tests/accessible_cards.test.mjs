// Scorecards and the library are accessible in both languages.

import { accessible, unfold } from '../fixture/accessible.mjs';
import { awake, visit } from '../fixture/page.mjs';
import { draft, scorecard } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';

accessible(site(), {
  'the list of scorecards': ['recruiter', () => '/scorecards'],
  'a new scorecard': ['recruiter', () => '/scorecards/new'],
  'a draft with its fold-outs open': ['recruiter', (context) => draft(context, 'Concept'), unfold],
  'a draft with a question in its form': ['recruiter', (context) => draft(context, 'Vraag'), editQuestion],
  'a draft with its levels in their form': ['recruiter', (context) => draft(context, 'Niveaus'), editAnchors],
  'a draft that a rule stops': ['recruiter', (context) => draft(context, 'Gestopt'), stopped],
  'the preview': ['recruiter', async (context) => `${await draft(context, 'Voorbeeld')}?preview=en`],
  'a published scorecard': ['recruiter', scorecard, unfold],
  'the versions': ['recruiter', async (context) => `${await scorecard(context)}/versions`],
  'trying it out, with the link': ['recruiter', async (context) => `${await scorecard(context)}/try`, (page) => link(page, '#sorting-link')],
  'sorting anchors by the link': ['recruiter', async (context) => `${await scorecard(context)}/try`, (page) => follow(page, '#sorting-link')],
  'the candidate sheet, with the link': ['recruiter', async (context) => `${await scorecard(context)}/sheet`, (page) => link(page, '#sheet-link')],
  'the candidate sheet by the link': ['recruiter', async (context) => `${await scorecard(context)}/sheet`, (page) => follow(page, '#sheet-link')],
  'the library': ['recruiter', () => '/library'],
  'a competency of the library': ['recruiter', () => '/library/adaptability', unfold],
  'a new competency for the library': ['recruiter', () => '/library/new', unfold],
  'a library file with faults': ['recruiter', () => '/library/import', importFaults],
});

/** Opens the form of the first question. */
async function editQuestion(page) {
  await page.locator('ol.questions > li .actions a').first().click();
  await page.locator('textarea[name=text_nl]').waitFor();
}

async function editAnchors(page) {
  await page.locator('section.competency details[id^=anchors]').first().evaluate((details) => { details.open = true; });
  await page.locator('a[href^="?edit=anchors-"]').first().click();
  await page.locator('#anchor_5_nl').waitFor();
}

async function stopped(page) {
  await editQuestion(page);
  await page.locator('textarea[name=text_nl]').fill('Ben je zwanger?');
  await page.locator('form.edit button[type=submit]').click();
  await page.locator('.remark.stops').waitFor();
}

/** Makes a link on the page. */
async function link(page, field) {
  const form = field === '#sheet-link' ? 'share-sheet' : 'start-sorting';
  await page.locator(`form[action$="${form}"] button`).click();
  await page.locator(field).waitFor();
  // Who leaves a page while it loads breaks that off.
  await awake(page);
}

/** Makes a link and goes where it leads. */
async function follow(page, field) {
  await link(page, field);
  await visit(page, await page.locator(field).inputValue());
}

async function importFaults(page) {
  await page.locator('textarea[name=text]').fill('{ "version": "1", "competencies": [{ "key": "A b" }] }');
  await page.locator('form:has(textarea[name=text]) button[type=submit]').click();
  await page.locator('.faults li').first().waitFor();
}
