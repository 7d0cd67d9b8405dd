// What the interview and the comparison say to a screen reader.

import { visit } from '../fixture/page.mjs';
import { interview, revealed } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';
import { assertSnapshot } from '../fixture/snapshot.mjs';

const it = site();

for (const lang of ['nl', 'en']) {
  it.scenario(`the interview reads as agreed (${lang})`, { as: 'panel1', lang }, async ({ page, context }) => {
    await visit(page, await interview(context, 'Ελένη'));
    // The stream has begun: whoever reads this is there.
    await page.locator('.presence.here').waitFor();
    await assertSnapshot(page, `interview.${lang}`);
  });

  it.scenario(`the comparison reads as agreed (${lang})`, { as: 'recruiter', lang }, async ({ page, context }) => {
    await visit(page, `${await revealed(context)}/compare`);
    await page.locator('td a').first().click();
    await page.locator('#notes').waitFor();
    await assertSnapshot(page, `compare.${lang}`);
    await visit(page, `${await revealed(context)}/compare?tab=totals`);
    await page.locator('details summary').first().click();
    await assertSnapshot(page, `totals.${lang}`);
  });
}
