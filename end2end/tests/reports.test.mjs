// Reports open in a tab of their own.

import assert from 'node:assert/strict';

import { visit } from '../fixture/page.mjs';
import { revealed } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';

const it = site();

for (const lang of ['nl', 'en']) {
  it.scenario(`every link to a report opens a PDF in its own tab (${lang})`, { as: 'recruiter', lang }, async ({ page, context }) => {
    const vacancy = await revealed(context);
    for (const path of [vacancy, `${vacancy}/compare`]) {
      await visit(page, path);
      const links = await page.locator('a[href*=".pdf"]').all();
      assert.ok(links.length > 0);
      for (const link of links) {
        assert.equal(await link.getAttribute('target'), '_blank');
        const response = await page.request.get(await link.getAttribute('href'));
        assert.equal(response.status(), 200);
        assert.equal(response.headers()['content-type'], 'application/pdf');
        assert.match(response.headers()['content-disposition'] ?? 'inline', /^inline/);
        assert.equal((await response.body()).subarray(0, 5).toString(), '%PDF-');
      }
    }
  });
}
