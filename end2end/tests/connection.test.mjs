// The connection goes, the server goes: what a rater typed and chose stays.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { desktop, openProfile } from '../fixture/browser.mjs';
import { cut, onServer, question } from '../fixture/interview.mjs';
import { secondTab, site } from '../fixture/site.mjs';
import { signIn } from '../fixture/visitor.mjs';

const it = site();
const as = 'panel3';

it.scenario('without a connection the page says so, and sends when it is back', { as, expected: cut }, async (visitor) => {
  const { note, level, waiting, saved, emptied } = await question(visitor, 1);
  await visitor.context.setOffline(true);
  await note.pressSequentially('Getypt in de tunnel.');
  await level(4).check();
  await waiting();
  assert.equal(await note.inputValue(), 'Getypt in de tunnel.');
  await visitor.context.setOffline(false);
  await saved();
  await emptied();
  await onServer(it, as, 1, { text: 'Getypt in de tunnel.', level: 4 });
});

it.scenario('a note that is still being typed when the connection is back goes along at once', { as, expected: cut }, async (visitor) => {
  const { note, waiting, saved } = await question(visitor, 2);
  await visitor.context.setOffline(true);
  await note.pressSequentially('Nog bezig');
  await waiting();
  const sent = visitor.page.waitForRequest((request) => ['PUT', 'POST'].includes(request.method()), { timeout: 1500 });
  await visitor.context.setOffline(false);
  await sent;
  await saved();
  await onServer(it, as, 2, { text: 'Nog bezig' });
});

it.scenario('a page that was lost without a connection comes back with everything', { as, expected: cut }, async (visitor) => {
  const { page, context } = visitor;
  const { note, level, waiting, again, emptied } = await question(visitor, 3);
  await context.setOffline(true);
  await note.pressSequentially('Geschreven zonder verbinding.');
  await level(2).check();
  await waiting();
  await page.reload().catch((error) => assert.match(error.message, /ERR_INTERNET_DISCONNECTED/));
  await context.setOffline(false);
  await again();
  assert.equal(await note.inputValue(), 'Geschreven zonder verbinding.');
  assert.equal(await level(2).isChecked(), true);
  // By whichever page was there when the connection came back.
  await emptied();
  await onServer(it, as, 3, { text: 'Geschreven zonder verbinding.', level: 2 });
});

it.scenario('a reason for not observed comes back as well', { as, expected: cut }, async (visitor) => {
  const { page } = visitor;
  const { level, waiting, again, emptied } = await question(visitor, 7);
  await page.route('**/api/v1/**', (route) => route.abort('internetdisconnected'));
  await level('none').check();
  await page.locator('#reason').fill('geen tijd');
  await page.locator('#reason').blur();
  await waiting();
  await again();
  assert.equal(await level('none').isChecked(), true);
  assert.equal(await page.locator('#reason').inputValue(), 'geen tijd');
  await page.unroute('**/api/v1/**');
  await emptied();
  await onServer(it, as, 7, { level: 'none' });
});

it.scenario('two tabs without a connection that are both closed lose nothing', { as, expected: cut }, async (visitor) => {
  const first = await question(visitor, 4);
  const other = await secondTab(visitor, cut);
  const second = await question(other, 5);
  await visitor.context.setOffline(true);
  await first.note.pressSequentially('In de eerste tab.');
  await first.waiting();
  await second.noEvidence.check();
  await second.level(5).check();
  await second.waiting();
  await other.page.close();
  await visitor.page.close();
  await visitor.context.setOffline(false);
  const later = await secondTab(visitor, cut);
  const { emptied } = await question(later, 4);
  await emptied();
  await onServer(it, as, 4, { text: 'In de eerste tab.' });
  await onServer(it, as, 5, { level: 5 });
});

it.scenario('a server that dies and comes back while somebody types loses nothing', { as, expected: cut }, async (visitor) => {
  const { note, level, waiting, saved, emptied } = await question(visitor, 6);
  await note.pressSequentially('Voor de storing. ');
  await saved();
  await note.pressSequentially('Tijdens ');
  await it.server.kill();
  await note.pressSequentially('de storing. ');
  await level(3).check();
  await waiting();
  await note.pressSequentially('Nog steeds. ');
  await it.server.restart();
  await note.pressSequentially('Erna.');
  await note.blur();
  await saved();
  await emptied();
  await onServer(it, as, 6, { text: 'Voor de storing. Tijdens de storing. Nog steeds. Erna.', level: 3 });
});

it.scenario('submitting without a connection submits when it is back', { as: 'panel2', expected: cut }, async (visitor) => {
  const { page, context } = visitor;
  await question(visitor, 1);
  await page.locator('.bar').getByRole('link', { name: 'Inleveren' }).click();
  await context.setOffline(true);
  await page.locator('#knows-no').check();
  await page.getByRole('button', { name: 'Ja, inleveren' }).click();
  await page.locator('.save[data-save=waiting]').waitFor();
  await page.locator('[data-kept]').getByText('Laat deze pagina open; zodra er verbinding is leveren we vanzelf in.').waitFor();
  await context.setOffline(false);
  await page.getByText('Je scores staan vast. Dank je wel.').waitFor();
});

it.scenario('half an hour in airplane mode, and the browser itself closed and opened, lose nothing', { expected: cut }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'maatstaf-profile-'));
  const options = { baseURL: it.server.url, viewport: desktop, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' };
  let context = await openProfile(folder, options);
  try {
    await signIn(context, as, 'nl');
    let page = await context.newPage();
    await page.clock.install();
    const { note, noEvidence, level, waiting } = await question({ context, page }, 8);
    await context.setOffline(true);
    await noEvidence.check();
    await level(2).check();
    await note.pressSequentially('In het vliegtuig.');
    await waiting();
    await page.clock.fastForward('30:00');
    await note.pressSequentially(' Boven de wolken.');
    await level(5).check();
    await waiting();
    await context.close();
    context = await openProfile(folder, options);
    page = await context.newPage();
    const back = await question({ context, page }, 8);
    await back.emptied();
    assert.equal(await back.note.inputValue(), 'In het vliegtuig. Boven de wolken.');
    await onServer(it, as, 8, { text: 'In het vliegtuig. Boven de wolken.', level: 5 });
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
});
