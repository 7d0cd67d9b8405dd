// Pictures of every page into out/: a wide screen and a phone, light and dark, Dutch.

import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { desktop, launch, phone } from './fixture/browser.mjs';
import { visit } from './fixture/page.mjs';
import { draft, halfWay, interview, revealed, scorecard, unplanned } from './fixture/places.mjs';
import { startServer } from './fixture/server.mjs';
import { signIn } from './fixture/visitor.mjs';

const out = join(dirname(fileURLToPath(import.meta.url)), 'out');
const looks = [['desktop', desktop, 'light'], ['phone', phone, 'light'], ['dark', desktop, 'dark']];
const live = (context) => interview(context, 'Ελένη');
const table = 'naam;e-mail\nNoor Jansen;noor@example.org\n;leeg@example.org\nPiet;geen adres';

const pages = {
  'sign-in': [undefined, () => '/sign-in'],
  'home-recruiter': ['recruiter', () => '/'],
  'home-panel': ['panel1', () => '/'],
  'home-auditor': ['auditor', () => '/'],
  scorecards: ['recruiter', () => '/scorecards'],
  'scorecard-new': ['recruiter', () => '/scorecards/new'],
  'scorecard-draft': ['recruiter', (context) => draft(context, 'Adviseur')],
  'scorecard-published': ['recruiter', scorecard],
  vacancies: ['recruiter', () => '/vacancies'],
  'vacancy-new': ['recruiter', () => '/vacancies/new'],
  'vacancy-half-way': ['recruiter', halfWay],
  'vacancy-revealed': ['recruiter', revealed],
  import: ['recruiter', async (context) => `${await halfWay(context)}/import`],
  'import-preview': ['recruiter', async (context) => `${await halfWay(context)}/import`, paste],
  plan: ['recruiter', async (context) => unplanned(context, await halfWay(context), `Wil Peters ${Math.round(performance.now())}`)],
  compare: ['recruiter', async (context) => `${await revealed(context)}/compare`],
  'compare-totals': ['recruiter', async (context) => `${await revealed(context)}/compare?tab=totals`, (page) => page.locator('details summary').first().click()],
  'compare-notes': ['recruiter', async (context) => `${await revealed(context)}/compare`, (page) => page.locator('td a').first().click()],
  interview: ['panel1', live],
  'interview-not-observed': ['panel3', live, (page) => page.locator('#level-none').click()],
  'interview-submit': ['panel2', live, (page) => page.locator('.bar a.primary').click()],
  'interview-submitted': ['panel1', (context) => interview(context, 'Zoë')],
  people: ['admin', () => '/people', invite],
  settings: ['recruiter', () => '/settings'],
  access: ['admin', () => '/settings/access'],
  'not-found': ['recruiter', () => '/nowhere'],
};

async function paste(page) {
  await page.locator('textarea[name=table]').fill(table);
  await page.locator('form:has(textarea[name=table]) button').click();
  await page.locator('tr.bad').first().waitFor();
}

async function invite(page) {
  await page.locator('form input[name=email]').fill(`iemand.met.een.lange.naam${performance.now()}@example.org`);
  await page.locator('form:has(input[name=email]) button').click();
  await page.locator('#invite-link').waitFor();
}

const wanted = process.argv[2] ?? '';
const server = await startServer();
const browser = await launch();
await mkdir(out, { recursive: true });
for (const [look, viewport, colorScheme] of looks) {
  for (const [name, [as, where, then]] of Object.entries(pages)) {
    if (!name.includes(wanted)) continue;
    const context = await browser.newContext({ baseURL: server.url, viewport, colorScheme, locale: 'nl-NL', reducedMotion: 'reduce' });
    if (as) await signIn(context, as, 'nl');
    const page = await context.newPage();
    await visit(page, await where(context));
    await then?.(page);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(out, `${name}.${look}.png`), fullPage: !name.startsWith('interview') });
    await context.close();
  }
}
await browser.close();
await server.stop();
