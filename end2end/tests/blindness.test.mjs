// Before the reveal, nobody’s browser receives what somebody else wrote or rated.

import assert from 'node:assert/strict';

import { visit } from '../fixture/page.mjs';
import { halfWay, interview } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';

const it = site();
const secret = 'Zij vertelde over de verhuizing van het archief';

it.scenario('a note of one rater is nowhere in the pages of another', { as: 'panel1' }, async (first) => {
  await visit(first.page, await interview(first.context, 'Ελένη'));
  await first.page.locator('#note').fill(secret);
  await first.page.locator('#note').blur();
  await first.page.locator('.save[data-save=saved]').getByText('Opgeslagen').waitFor();
  await visit(first.page, first.page.url());
  assert.ok((await first.page.content()).includes(secret), 'the writer sees it');

  for (const as of ['panel2', 'panel3', 'recruiter', 'admin', 'auditor']) {
    const other = await it.visitor({ as, expected: [/403/, /404/] });
    const paths = ['/', '/vacancies', await halfWay(other.context), `${await halfWay(other.context)}/compare`];
    paths.push(await interview(first.context, 'Ελένη'), `${await interview(first.context, 'Ελένη')}?submit=1`);
    for (const path of paths) {
      await visit(other.page, path);
      const html = await other.page.content();
      assert.ok(!html.includes(secret) && !html.includes('verhuizing'), `${as} sees the note on ${path}`);
    }
    const report = await other.page.request.get(`${await halfWay(other.context)}/panel.pdf`);
    assert.ok([403, 404].includes(report.status()), `${as} gets a report: ${report.status()}`);
    other.assertQuiet();
    await other.context.close();
  }
});
