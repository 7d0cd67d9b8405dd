// Whatever somebody types stays text: on every page, for everybody, in both languages, and in what leaves the tool.

import assert from 'node:assert/strict';

import { forms, gained, hostile, MARK, strangers, ways } from '../fixture/hostile.mjs';
import { site } from '../fixture/site.mjs';

const it = site();

/** Of pages that differ by an id alone so many are looked at. */
const ALIKE = 4;
/** What would end the walk itself. */
const LEFT = ['/api/ui/people/sign-out', '/api/ui/people/change', '/api/ui/settings/password', '/api/ui/settings/language', '/api/ui/vacancies/close'];
const kind = (path) => path.replace(/[0-9a-f-]{36}/g, ':id').replace(/=[^&]*/g, '=');

/** Every page that can be reached from home, each handed to `look`. */
async function walk(visitor, look) {
  const [waiting, seen, alike, files] = [['/'], new Set(['/']), new Map(), new Set()];
  while (waiting.length > 0) {
    const path = waiting.shift();
    await visitor.page.goto(path);
    const found = await ways(visitor.page);
    await look(path);
    found.files.forEach((file) => files.add(file));
    for (const next of found.pages) {
      const times = alike.get(kind(next)) ?? 0;
      if (seen.has(next) || times >= ALIKE) continue;
      seen.add(next);
      alike.set(kind(next), times + 1);
      waiting.push(next);
    }
  }
  return { pages: seen, files };
}

/** Sends every form of the shown page with hostile text in its text fields; gives the names of the fields that were taken. */
async function attack(visitor, sent, count) {
  const taken = [];
  for (const form of await forms(visitor.page)) {
    const texts = form.fields.filter((field) => field.text);
    if (texts.length === 0 || LEFT.includes(form.action)) continue;
    const key = `${form.action} ${texts.map((field) => field.name)}`;
    const times = sent.get(key) ?? 0;
    if (times >= ALIKE) continue;
    sent.set(key, times + 1);
    const body = new URLSearchParams();
    for (const field of form.fields) body.append(field.name, field.text ? hostile(count.next++, field.most) : field.value);
    const response = await visitor.context.request.post(form.action, {
      data: body.toString(), headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }, maxRedirects: 0,
    });
    assert.ok(response.status() < 500, `${key}: ${response.status()}`);
    if (response.status() < 400) taken.push(...texts.map((field) => `${form.action} ${field.name}`));
  }
  return taken;
}

it.scenario('markup in every field adds nothing to any page and sends nobody elsewhere', { as: 'recruiter', expected: [/status 4/, /console error: Failed to load/] }, async (first) => {
  const [sent, taken, count] = [new Map(), new Set(), { next: 0 }];
  for (const as of ['admin', 'recruiter', 'panel1', 'panel2']) {
    const writer = await it.visitor({ as, javaScriptEnabled: false, expected: [/status 4/] });
    // Twice: what the first walk made has forms of its own.
    for (const _ of [1, 2]) await walk(writer, async () => (await attack(writer, sent, count)).forEach((field) => taken.add(field)));
    await writer.context.close();
  }
  assert.ok(taken.size >= 15, `few fields took anything: ${[...taken].join(', ')}`);

  let marked = 0;
  for (const as of ['admin', 'recruiter', 'panel1', 'panel3', 'auditor']) {
    for (const lang of ['nl', 'en']) {
      const reader = await it.visitor({ as, lang, expected: [/status 4/, /console error: Failed to load/] });
      const elsewhere = strangers(reader.page, it.server.url);
      const { files } = await walk(reader, async (path) => {
        assert.deepEqual(await gained(reader.page), [], `${as} ${lang} ${path}`);
        assert.equal(await reader.page.locator('title').count(), 1 + await reader.page.locator('svg title').count(), `${as} ${lang} ${path}`);
        assert.equal(new URL(reader.page.url()).origin, new URL(it.server.url).origin, `${as} ${lang} ${path}`);
        if ((await reader.page.locator('body').innerText()).includes(MARK)) marked += 1;
      });
      for (const file of files) await assertTextOnly(reader, file);
      assert.deepEqual(elsewhere, [], `${as} ${lang}`);
      await reader.context.close();
    }
  }
  assert.ok(marked > 10, `hostile text shows on ${marked} pages only: nothing was tried`);
  await first.page.goto('/');
});

/** A file is of its own kind, under a name of ours, and nothing in it opens by itself. */
async function assertTextOnly(reader, path) {
  const response = await reader.context.request.get(path);
  if (response.status() >= 400) return;
  assert.match(response.headers()['content-disposition'], /^(inline|attachment); filename="[a-z.-]+"$/, path);
  assert.equal(response.headers()['x-content-type-options'], 'nosniff', path);
  const text = (await response.body()).toString('latin1');
  if (path.includes('.pdf')) {
    assert.doesNotMatch(text, /\/(JavaScript|JS|OpenAction|Launch|SubmitForm|EmbeddedFile)\b/, path);
    assert.doesNotMatch(text, /\/URI\s*\((?:[^)]*)evil\.example/, path);
  } else if (path.includes('.ics')) {
    assert.equal(text.match(/^BEGIN:/gm).length, 2, `${path}: one calendar with one event`);
    assert.doesNotMatch(text, /[^\r]\n|\r[^\n]/, `${path}: lines end in one way`);
  } else if (path.includes('.csv')) {
    assert.doesNotMatch(text, /(^|[;,"\n])[=+@-]H/m, `${path}: a formula`);
  } else if (path.includes('.json')) {
    JSON.parse((await response.body()).toString('utf8'));
  }
}
