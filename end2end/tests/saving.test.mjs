// Everything is saved by itself, and the page says so.

import assert from 'node:assert/strict';

import { cut, onServer, question, sheet } from '../fixture/interview.mjs';
import { awake, visit } from '../fixture/page.mjs';
import { interview } from '../fixture/places.mjs';
import { secondTab, site } from '../fixture/site.mjs';

const it = site();
const as = 'panel3';

it.scenario('what is typed is on the server within two seconds, and the page says when', { as }, async (visitor) => {
  const { page } = visitor;
  const { note, busy, saved, again } = await question(visitor, 1);
  await page.evaluate(stopwatch);
  const stored = page.waitForResponse((response) => response.request().method() === 'PUT' && response.url().endsWith('/draft'));
  await note.pressSequentially('Een citaat van de kandidaat.');
  await busy();
  assert.equal((await stored).status(), 204);
  await saved();
  const took = await page.evaluate(() => window.stopwatch.saved - window.stopwatch.typed);
  assert.ok(took < 2000, `saved ${Math.round(took)} ms after the last key`);
  await again();
  assert.equal(await note.inputValue(), 'Een citaat van de kandidaat.');
  await onServer(it, as, 1, { text: 'Een citaat van de kandidaat.' });
});

it.scenario('a rating is saved at once and counts', { as }, async (visitor) => {
  const { level, noEvidence, saved, emptied } = await question(visitor, 2);
  await noEvidence.check();
  const before = await visitor.page.getByText(/\d van 8 beoordeeld/).innerText();
  await level(3).check();
  await saved();
  await emptied();
  assert.notEqual(await visitor.page.getByText(/\d van 8 beoordeeld/).innerText(), before);
  await onServer(it, as, 2, { level: 3 });
});

it.scenario('going on to the next question while typing keeps every word with its own question', { as }, async (visitor) => {
  const { note, saved, emptied } = await question(visitor, 3);
  await note.pressSequentially('bij drie');
  await visitor.page.getByRole('link', { name: 'Volgende', exact: true }).click();
  await visitor.page.getByText('Vraag 4 van 8').waitFor();
  assert.equal(await note.inputValue(), '');
  await note.pressSequentially('bij vier');
  await visitor.page.goBack();
  await visitor.page.getByText('Vraag 3 van 8').waitFor();
  assert.equal(await note.inputValue(), 'bij drie');
  await saved();
  await emptied();
  await onServer(it, as, 3, { text: 'bij drie' });
  await onServer(it, as, 4, { text: 'bij vier' });
});

it.scenario('what was chosen and typed before the script woke is kept', { as }, async (visitor) => {
  const { page, context } = visitor;
  let release;
  const gate = new Promise((open) => { release = open; });
  await page.route('**/*.wasm', async (route) => { await gate; await route.continue(); });
  const address = `${await interview(context, 'Ελένη')}?item=5`;
  await page.goto(address, { waitUntil: 'commit' });
  const { note, level, saved, emptied } = sheet(page, address);
  await level(4).click();
  await note.fill('Getypt voordat het script er was.');
  assert.equal(await page.locator('html[data-hydrated]').count(), 0);
  release();
  await awake(page);
  assert.equal(await level(4).isChecked(), true);
  assert.equal(await note.inputValue(), 'Getypt voordat het script er was.');
  await saved();
  await note.blur();
  await emptied();
  await onServer(it, as, 5, { text: 'Getypt voordat het script er was.', level: 4 });
});

it.scenario('after a level it can still be not observed, and until there is a reason the level is said to stand', { as }, async (visitor) => {
  const { page } = visitor;
  const { note, level, saved, emptied } = await question(visitor, 4);
  await note.pressSequentially('Noemde een voorbeeld.');
  await level(4).check();
  await saved();
  await level('none').check();
  await page.getByText('Tot dan blijft je score 4 staan.').waitFor();
  assert.equal(await level('none').isChecked(), true);
  await level(4).check();
  await page.getByText('Tot dan blijft je score 4 staan.').waitFor({ state: 'detached' });
  await level('none').check();
  await page.locator('#reason').fill('Niet aan toegekomen');
  await page.locator('#reason').blur();
  await saved();
  await emptied();
  const fresh = await it.visitor({ as });
  await question(fresh, 4);
  assert.equal(await fresh.page.locator('#level-none').isChecked(), true);
  assert.equal(await fresh.page.locator('#reason').inputValue(), 'Niet aan toegekomen');
  await fresh.context.close();
});

it.scenario('a reason that is still being typed stays when news of the panel comes in', { as }, async (visitor) => {
  const { page } = visitor;
  let letThrough;
  const typed = new Promise((resolve) => { letThrough = resolve; });
  await page.route('**/api/ui/interview/now?*', async (route) => { await typed; await route.continue(); });
  const news = page.waitForResponse('**/api/ui/interview/now?*');
  const { level, saved } = await question(visitor, 8);
  await level('none').check();
  await page.locator('#reason').pressSequentially('De tijd was op');
  letThrough();
  await (await news).finished();
  await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); }));
  assert.equal(await page.locator('#reason').inputValue(), 'De tijd was op');
  await page.locator('#reason').blur();
  await saved();
  const fresh = await it.visitor({ as });
  await question(fresh, 8);
  assert.equal(await fresh.page.locator('#reason').inputValue(), 'De tijd was op');
  await fresh.context.close();
});

it.scenario('two tabs of one person lose nothing of each other', { as }, async (visitor) => {
  const first = await question(visitor, 6);
  const other = await secondTab(visitor);
  const second = await question(other, 6);
  await first.note.fill('in de eerste tab');
  await first.note.blur();
  await first.saved();
  await second.note.fill('in de tweede tab');
  await second.note.blur();
  await second.saved();
  await second.level(2).check();
  await second.emptied();
  other.assertQuiet();
  const fresh = await it.visitor({ as });
  const now = await question(fresh, 6);
  const fields = await fresh.page.locator('textarea').evaluateAll((all) => all.map((field) => field.value));
  const shown = [...fields, await fresh.page.locator('#main').innerText()].join('\n');
  for (const text of ['in de eerste tab', 'in de tweede tab']) assert.ok(shown.includes(text), `“${text}” is not on the page`);
  assert.equal(await now.level(2).isChecked(), true);
  await fresh.context.close();
});

it.scenario('more than goes in one request, kept by an earlier version, all goes', { as }, async (visitor) => {
  const { page } = visitor;
  const { address, note, level, saved, emptied } = await question(visitor, 7);
  const item = await page.evaluate(shown);
  const many = Array.from({ length: 1200 }, (_, n) => ({ ...item, id: id(n), payload: { note: id(9999), step: null, text: `Regel ${n + 1}`, base: null } }));
  const rating = { ...item, id: id(5000), kind: 'rated', payload: { level: 4 }, client_at: item.client_at + 5000 };
  const sent = [];
  page.on('request', (request) => { if (request.url().endsWith('/ledger')) sent.push(request.postDataJSON().entries.length); });
  await page.evaluate(keep, { interview: interviewOf(page, address), entries: [...many, rating] });
  await visit(page, address);
  assert.equal(await note.inputValue(), 'Regel 1200');
  await saved();
  await emptied();
  assert.deepEqual(sent, [500, 500, 201]);
  await onServer(it, as, 7, { text: 'Regel 1200', level: 4 });
  assert.equal(await level(4).isChecked(), true);
});

it.scenario('what was refused stays said when more goes after it, through a reload, until it is thrown away', { as }, async (visitor) => {
  const { page } = visitor;
  const { address, emptied, refused, again, saved } = await question(visitor, 2);
  const item = await page.evaluate(shown);
  const notes = Array.from({ length: 600 }, (_, n) => ({ ...item, id: id(6000 + n), payload: { note: id(9998), step: null, text: `Regel ${n + 1}` } }));
  const nowhere = { ...item, id: id(5001), kind: 'no_evidence', item: id(1), payload: {}, client_at: item.client_at - 1000 };
  const answers = [];
  page.on('response', (response) => { if (response.url().endsWith('/ledger')) answers.push(response.json()); });
  await page.evaluate(keep, { interview: interviewOf(page, address), entries: [nowhere, ...notes] });
  await visit(page, address);
  await page.waitForFunction(() => Object.keys(localStorage).filter((key) => key.startsWith('maatstaf.outbox')).length === 1);
  await refused();
  const refusals = (await Promise.all(answers)).map((receipt) => receipt.answers.filter(({ answer }) => answer === 'refused').length);
  assert.deepEqual(refusals, [1, 0]);
  await again();
  await refused();
  await page.getByRole('button', { name: 'Weggooien' }).click();
  await saved();
  await emptied();
  await onServer(it, as, 2, { text: 'Regel 600' });
});

it.scenario('what was said in one moment goes in the order it was said, also after the page was lost', { as, expected: cut }, async (visitor) => {
  const { page } = visitor;
  await page.addInitScript(oneMoment);
  const { note, level, waiting, again, saved, emptied } = await question(visitor, 8);
  await page.route('**/api/v1/**', (route) => route.abort('internetdisconnected'));
  await note.pressSequentially('Gezegd, en meteen gescoord.');
  await level(5).check();
  await waiting();
  await again();
  assert.equal(await level(5).isChecked(), true);
  await page.unroute('**/api/v1/**');
  await saved();
  await emptied();
  await onServer(it, as, 8, { text: 'Gezegd, en meteen gescoord.', level: 5 });
});

const interviewOf = (page, address) => new URL(address, page.url()).pathname.split('/').at(-1);

/** Runs in the page before its script: the clock stands still, and each id sorts before the one that was made earlier. */
function oneMoment() {
  const moment = Date.now();
  Date.now = () => moment;
  let left = 0xffffff;
  crypto.getRandomValues = (bytes) => {
    left -= 1;
    bytes.fill(0);
    for (const place of [0, 1, 2]) bytes[place] = (left >> (16 - 8 * place)) & 0xff;
    return bytes;
  };
}

const id = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Runs in the page: a note of what is asked here, as the first version kept it. */
function shown() {
  const item = document.querySelector('form.answer input[name=item]').value;
  return { kind: 'noted', item, client_at: Date.now() - 600000 };
}

/** Runs in the page: keeps entries as an outbox does, for who reads the page. */
function keep({ interview, entries }) {
  const { user } = JSON.parse(document.documentElement.dataset.boot).me;
  for (const [n, entry] of entries.entries()) {
    localStorage.setItem(`maatstaf.outbox.${user}.${interview}.e.${entry.id}`, JSON.stringify({ ...entry, client_at: entry.client_at + n }));
  }
}

/** Runs in the page: when the last key came, and when the page said it was saved. */
function stopwatch() {
  window.stopwatch = {};
  document.addEventListener('input', () => { window.stopwatch.typed = performance.now(); }, true);
  const bar = document.querySelector('.save');
  new MutationObserver(() => {
    if (bar.dataset.save === 'saved') window.stopwatch.saved = performance.now();
  }).observe(bar, { attributes: true });
}

it.scenario('a level that is tapped while the reason of the other answer is still being typed is the one that stands', { as }, async (visitor) => {
  const { level, noEvidence, saved, emptied, again } = await question(visitor, 6);
  const reason = visitor.page.locator('#reason');
  await noEvidence.check();
  for (const tapped of [3, 1, 4, 2, 5, 3]) {
    await level('none').check();
    await reason.pressSequentially(`Geen tijd ${tapped}`);
    await level(tapped).click();
    await saved();
    await emptied();
    await again();
    assert.equal(await level(tapped).isChecked(), true, `level ${tapped}`);
    await onServer(it, as, 6, { level: tapped });
  }
});

it.scenario('what waited in one browser gives way to what was chosen later in another, and both say what stands', { as, expected: cut }, async (visitor) => {
  const { page } = visitor;
  await page.clock.install();
  const first = await question(visitor, 7);
  await first.noEvidence.check();
  await first.level(3).check();
  await page.clock.runFor(5000);
  await first.saved();
  const fresh = await it.visitor({ as });
  const other = await question(fresh, 7);
  await page.route('**/api/v1/**', (route) => route.abort('internetdisconnected'));
  await first.level(2).check();
  await page.clock.runFor(5000);
  await first.waiting();
  await other.level(4).check();
  await other.saved();
  await page.clock.setSystemTime(Date.now() + 60_000);
  await page.unroute('**/api/v1/**');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.locator('.save').getByText('wat je later op een ander apparaat koos blijft staan').waitFor();
  await first.emptied();
  await onServer(it, as, 7, { level: 4 });
  await fresh.context.close();
});

it.scenario('not observed stays chosen on another question and back, and the bar says that a reason is missing', { as }, async (visitor) => {
  const { page } = visitor;
  const { level, saved, emptied } = await question(visitor, 8);
  await level('none').check();
  const bar = page.locator('.save');
  await bar.getByText('Bij 1 vraag ontbreekt nog waarom').waitFor();
  await page.getByRole('link', { name: 'Vorige', exact: true }).click();
  await page.getByText('Vraag 7 van 8').waitFor();
  await bar.getByText('Bij 1 vraag ontbreekt nog waarom').waitFor();
  await page.getByRole('link', { name: 'Volgende', exact: true }).click();
  await page.getByText('Vraag 8 van 8').waitFor();
  assert.equal(await level('none').isChecked(), true);
  await page.locator('#reason').fill('Afgebroken');
  await page.locator('#reason').blur();
  await saved();
  await emptied();
  await onServer(it, as, 8, { level: 'none' });
});
