// Who forgot the password chooses a new one by a link from an administrator, once; on a phone, in both languages.

import assert from 'node:assert/strict';

import { assertAccessible } from '../fixture/axe.mjs';
import { phone } from '../fixture/browser.mjs';
import { assertFits, visit } from '../fixture/page.mjs';
import { site } from '../fixture/site.mjs';

const it = site();

const words = {
  nl: { who: 'Joost van Dijk', make: /^Nieuw wachtwoord/, first: 'Nieuw wachtwoord', save: 'Wachtwoord opslaan en inloggen' },
  en: { who: 'Fatima El Amrani', make: /^New password/, first: 'New password', save: 'Save password and sign in' },
};

for (const [lang, say] of Object.entries(words)) {
  it.scenario(`a link gives a new password, once (${lang})`, { as: 'admin', lang, viewport: phone }, async ({ page }) => {
    await visit(page, '/people');
    const asked = [];
    page.once('dialog', (dialog) => { asked.push(dialog.message()); dialog.accept(); });
    await page.getByRole('row', { name: say.who }).getByRole('button', { name: say.make }).click();
    const link = page.locator('#reset-link');
    await link.waitFor();
    await page.locator('.note:has(#reset-link):focus').waitFor();
    assert.match(asked[0], new RegExp(say.who), 'it says whose password it is');
    await assertAccessible(page);
    const address = await link.inputValue();
    await visit(page, '/people');
    assert.equal(await link.count(), 0, 'shown once');
    const colleague = await it.visitor({ lang, viewport: phone, expected: [/422/, /410/] });
    await choose(colleague.page, address, say);
    // Signed in now, so in the colleague’s own language.
    await visit(colleague.page, address);
    await colleague.page.getByText('Deze link is verlopen of al gebruikt.').waitFor();
    colleague.assertQuiet();
    await colleague.context.close();
  });
}

/** First two that differ, then one that is right. */
async function choose(page, address, say) {
  await visit(page, address);
  await assertFits(page);
  await assertAccessible(page);
  const [first, again] = [page.getByLabel(say.first, { exact: true }), page.locator('input[name=password_again]')];
  await first.fill('een zin als wachtwoord');
  await again.fill('een andere zin');
  await page.getByRole('button', { name: say.save }).click();
  await page.locator('[aria-invalid=true]').first().waitFor();
  await assertAccessible(page);
  await first.fill('een zin als wachtwoord');
  await again.fill('een zin als wachtwoord');
  await page.getByRole('button', { name: say.save }).click();
  await page.waitForURL((url) => url.pathname === '/');
  // In the language of the account, which may be another than this browser's.
  await page.locator('#said').getByText(/Je nieuwe wachtwoord is opgeslagen\.|Your new password is saved\./).waitFor();
}
