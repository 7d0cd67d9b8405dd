import { startServer } from './fixture/server.mjs';
import { launch } from './fixture/browser.mjs';
const s = await startServer(); const b = await launch();
const p = await b.newPage(); await p.goto(s.url+'/sign-in');
console.log(await p.locator('form.card button').evaluate(e=>[e.outerHTML,getComputedStyle(e).backgroundColor]));
console.log(await p.evaluate(()=>{const out=[];const el=document.querySelector('form.card button');const walk=(rules,l)=>{for(const r of rules){if(r.cssRules&&!r.selectorText)walk(r.cssRules,(l??'')+'/'+(r.name??r.conditionText??''));else if(r.selectorText&&el.matches(r.selectorText)&&/background/.test(r.cssText))out.push(l+' '+r.cssText)}};for(const sh of document.styleSheets)walk(sh.cssRules);return out}));
const html = await (await p.request.get(s.url+'/sign-in')).text(); console.log(html.match(/<button[^>]*>/g));
await b.close(); await s.stop();
