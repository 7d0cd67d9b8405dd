// What a rater typed outlives the network, the session, the browser's storage and a night's sleep.

import assert from 'node:assert/strict';

import { cut, onServer, question } from '../fixture/interview.mjs';
import { asksBeforeLeaving, leavesUnasked, visit } from '../fixture/page.mjs';
import { halfWay } from '../fixture/places.mjs';
import { site } from '../fixture/site.mjs';
import { signIn } from '../fixture/visitor.mjs';

const it = site();
const as = 'panel3';
const cutOff = (page) => page.route('**/api/**', (route) => route.abort('internetdisconnected'));
const comeBack = (page) => page.evaluate(() => dispatchEvent(new Event('focus')));

it.scenario('several minutes without a connection and a reload in between', { as, expected: cut }, async (visitor) => {
  const { page } = visitor;
  await page.clock.install();
  const { note, waiting, again, saved, emptied } = await question(visitor, 7);
  await cutOff(page);
  await note.pressSequentially('Voor het herladen.');
  await page.clock.runFor(5000);
  await waiting();
  await page.clock.fastForward('06:00');
  await again();
  assert.equal(await note.inputValue(), 'Voor het herladen.');
  await note.pressSequentially(' En erna.');
  await page.clock.fastForward('06:00');
  await page.unroute('**/api/**');
  await comeBack(page);
  await page.clock.runFor(5000);
  await saved();
  await note.blur();
  await emptied();
  await onServer(it, as, 7, { text: 'Voor het herladen. En erna.' });
});

it.scenario('a storage that is cleared while the page is open takes nothing with it', { as, expected: cut }, async (visitor) => {
  const { page } = visitor;
  const { note, level, waiting, saved, emptied } = await question(visitor, 8);
  await cutOff(page);
  await note.fill('Alleen nog op de pagina.');
  await level(4).check();
  await waiting();
  await page.evaluate(() => localStorage.clear());
  await page.unroute('**/api/**');
  await comeBack(page);
  await saved();
  await emptied();
  await onServer(it, as, 8, { text: 'Alleen nog op de pagina.', level: 4 });
});

it.scenario('a session that ended keeps what is typed, says so, and sends it after signing in', { as, expected: [/status (of )?401/] }, async (visitor) => {
  const { page, context } = visitor;
  const { note, saved, emptied } = await question(visitor, 6);
  await context.clearCookies();
  await note.click();
  await note.fill('Na het einde van de sessie.');
  await page.locator('.save[data-save=waiting]').getByText('Log eerst in.').waitFor();
  await asksBeforeLeaving(page);
  await signIn(context, as, 'nl');
  await comeBack(page);
  await saved();
  await note.blur();
  await emptied();
  await onServer(it, as, 6, { text: 'Na het einde van de sessie.' });
});

it.scenario('a laptop that slept in the middle of a word sends it when it wakes', { as, expected: cut }, async (visitor) => {
  const { page } = visitor;
  await page.clock.install();
  const { note, level, saved, emptied } = await question(visitor, 5);
  await cutOff(page);
  await note.pressSequentially('Halverwege een wo');
  await page.clock.fastForward('09:00:00');
  await note.pressSequentially('ord.');
  await level(2).check();
  await page.unroute('**/api/**');
  await comeBack(page);
  await page.clock.runFor(5000);
  await saved();
  await emptied();
  await onServer(it, as, 5, { text: 'Halverwege een woord.', level: 2 });
});

it.scenario('a browser whose storage is full keeps it in the other one, through a reload', { as, expected: cut }, async (visitor) => {
  const { page } = visitor;
  await page.addInitScript(full);
  const { note, waiting, again, saved } = await question(visitor, 4);
  await cutOff(page);
  await note.fill('Er was geen plaats meer.');
  await waiting();
  await page.getByText('deze browser bewaart niets').waitFor({ state: 'detached' });
  await note.blur();
  await again();
  // The other storage answers a moment after the page is there.
  await page.waitForFunction((text) => document.getElementById('note').value === text, 'Er was geen plaats meer.');
  await page.unroute('**/api/**');
  await comeBack(page);
  await saved();
  await onServer(it, as, 4, { text: 'Er was geen plaats meer.' });
  await again();
  await leavesUnasked(page);
  assert.equal(await page.evaluate(inTheOther), 0);
});

it.scenario('a browser that keeps nothing at all says so, asks before leaving, and sends it all the same', { as, expected: cut }, async (visitor) => {
  const { page } = visitor;
  await page.addInitScript(full);
  await page.addInitScript(() => { IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); }; });
  const { note, saved } = await question(visitor, 3);
  await cutOff(page);
  await note.click();
  await note.fill('Nergens bewaard.');
  await page.locator('.save').getByText('Geen verbinding, en deze browser bewaart niets. Blijf op deze pagina').waitFor();
  await asksBeforeLeaving(page);
  await page.unroute('**/api/**');
  await comeBack(page);
  await saved();
  await note.blur();
  await onServer(it, as, 3, { text: 'Nergens bewaard.' });
  await leavesUnasked(page);
});

it.scenario('an answer that never comes is given up, said, and asked for again', { as }, async (visitor) => {
  const { page } = visitor;
  await page.clock.install();
  const { noEvidence, level, waiting, saved, emptied } = await question(visitor, 2);
  const asked = [];
  await page.route('**/ledger', (route) => { asked.push(route); }, { times: 1 });
  await noEvidence.check();
  await level(5).check();
  await page.clock.fastForward(21_000);
  await waiting();
  assert.equal(asked.length, 1);
  await page.clock.fastForward(3000);
  await saved();
  await emptied();
  await onServer(it, as, 2, { level: 5 });
});

it.scenario('a form whose answer never comes says so and keeps what was typed', { as: 'recruiter' }, async ({ page, context }) => {
  await page.clock.install();
  await visit(page, await halfWay(context));
  const add = page.locator('form[action$="/add-candidate"]');
  await page.route('**/add-candidate', () => {}, { times: 1 });
  await add.getByLabel('Naam').fill('Blijft staan');
  await add.getByRole('button').click();
  await page.locator('form[aria-busy=true]').waitFor();
  await page.clock.fastForward(21_000);
  await add.locator('.form-failure').getByText(/./).waitFor();
  assert.equal(await add.getByLabel('Naam').inputValue(), 'Blijft staan');
  await add.getByRole('button').click();
  await page.getByRole('rowheader', { name: 'Blijft staan' }).waitFor();
});

/** Runs in the page before its script: the storage has no room left. */
function full() {
  Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
}

/** Runs in the page: how much the other storage keeps. */
function inTheOther() {
  return new Promise((done) => {
    indexedDB.open('maatstaf.outbox').onsuccess = ({ target }) => {
      target.result.transaction('maatstaf.outbox').objectStore('maatstaf.outbox').count().onsuccess = (event) => done(event.target.result);
    };
  });
}
