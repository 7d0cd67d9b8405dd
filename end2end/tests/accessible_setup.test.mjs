// Setting up a fresh server and accepting an invitation is accessible in both languages.

import { assertAccessible } from '../fixture/axe.mjs';
import { assertNoInlineStyle, visit } from '../fixture/page.mjs';
import { made } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';
import { signIn } from '../fixture/visitor.mjs';

const it = site({ demo: false });
const admin = { email: 'eerste@example.org', password: 'maatstaf-demo' };

for (const lang of ['nl', 'en']) {
  it.scenario(`setting up is accessible (${lang})`, { lang }, async ({ page }) => {
    await visit(page, '/');
    await page.waitForURL('**/setup');
    await assertNoInlineStyle(page);
    await assertAccessible(page);
  });
}

for (const lang of ['nl', 'en']) {
  it.scenario(`accepting an invitation is accessible (${lang})`, { lang }, async ({ page, context }) => {
    await visit(page, await invitation(context, lang));
    await assertNoInlineStyle(page);
    await assertAccessible(page);
  });

  it.scenario(`an empty home page and empty lists are accessible (${lang})`, { as: admin.email, lang }, async ({ page }) => {
    for (const path of ['/', '/scorecards', '/vacancies', '/vacancies/new']) {
      await visit(page, path);
      await assertAccessible(page);
    }
  });
}

/** A link that the first administrator made. */
async function invitation(context, lang) {
  const office = await it.visitor({ lang });
  const { setupCode: code } = it.server;
  const filled = { code, organisation: 'Voorbeeld BV', name: 'Sanne Mulder', ...admin, password_again: admin.password };
  if (lang === 'nl') await made(office.context, '/api/ui/people/set-up', new URLSearchParams(filled));
  else await signIn(office.context, admin.email, lang);
  const form = new URLSearchParams({ email: `nieuw-${lang}@example.org`, role: 'interviewer', lang });
  await made(office.context, '/api/ui/people/invite', form, { stays: true });
  const people = await (await office.context.request.get('/people')).text();
  await office.context.close();
  return /value="(http[^"]*\/invite\/[^"]+)"/.exec(people)[1];
}
