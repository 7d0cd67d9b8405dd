import { startServer } from './fixture/server.mjs';
import { launch } from './fixture/browser.mjs';
import { signIn } from './fixture/site.mjs';
import * as places from './fixture/places.mjs';
try {
const s = await startServer(); const b = await launch();
const c = await b.newContext({baseURL:s.url}); await signIn(c,'panel1','nl');
const i = await places.interview(c,'Ελένη');
const p = await c.newPage(); p.on('console', m=>console.log(m.type(), m.text().slice(0,1500), m.location().url)); p.on('pageerror', e=>console.log('PE', e.stack));
await p.goto(i); await p.waitForTimeout(3000); console.log('H', await p.evaluate(()=>document.documentElement.dataset.hydrated));
await b.close(); await s.stop();
} catch (e) { console.log(e) }
process.exit()
