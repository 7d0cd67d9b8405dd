// What recruiters, administrators and auditors see is accessible in both languages.

import { assertAccessible } from '../fixture/axe.mjs';
import { assertNoInlineStyle, awake, visit } from '../fixture/page.mjs';
import { draft, halfWay, revealed, scorecard, unplanned } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';

const it = site();
const table = 'naam;e-mail\nNoor Jansen;noor@example.org\n;leeg@example.org\nPiet;geen adres\nNoor Jansen;noor@example.org';

const pages = {
  'the recruiter’s home': ['recruiter', () => '/'],
  'the administrator’s home': ['admin', () => '/'],
  'the auditor’s home': ['auditor', () => '/'],
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
  'the list of vacancies': ['recruiter', () => '/vacancies'],
  'a new vacancy': ['recruiter', () => '/vacancies/new'],
  'a vacancy half-way': ['recruiter', halfWay, unfold],
  'a revealed vacancy': ['recruiter', revealed],
  'an import before the paste': ['recruiter', async (context) => `${await halfWay(context)}/import`],
  'an import with faults': ['recruiter', async (context) => `${await halfWay(context)}/import`, paste],
  'planning an interview': ['recruiter', async (context, lang) => unplanned(context, await halfWay(context), `Wil ${lang}`)],
  'people, with an invitation’s link': ['admin', () => '/people', invite],
  'people, for a recruiter': ['recruiter', () => '/people'],
  'the own settings': ['recruiter', () => '/settings'],
  'the access table': ['admin', () => '/settings/access'],
  'a page that does not exist': ['recruiter', () => '/nowhere'],
};

for (const lang of ['nl', 'en']) {
  for (const [name, [as, where, then]] of Object.entries(pages)) {
    const expected = name.includes('not exist') ? [/status 404/, /404 \(Not Found\)/] : name.includes('file with faults') ? [/422/] : [];
    it.scenario(`${name} is accessible (${lang})`, { as, lang, expected }, async ({ page, context }) => {
      await visit(page, await where(context, lang));
      await then?.(page, lang);
      await assertNoInlineStyle(page);
      await assertAccessible(page);
    });
  }
}

function unfold(page) {
  return page.locator('#main details').evaluateAll((all) => all.forEach((details) => { details.open = true; }));
}

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
