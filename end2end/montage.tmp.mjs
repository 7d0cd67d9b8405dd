import { launch } from './fixture/browser.mjs';
import { readFileSync } from 'node:fs';
const [,, outf, w, ...files] = process.argv;
const b = await launch(); const p = await b.newPage({viewport:{width:1900,height:1000}});
await p.setContent(`<body style="margin:0;background:#888;display:flex;gap:8px;align-items:flex-start;flex-wrap:wrap">${files.map(f=>`<figure style="margin:0"><figcaption>${f}</figcaption><img width=${w} src="data:image/png;base64,${readFileSync('out/'+f).toString('base64')}"></figure>`).join('')}`);
await p.screenshot({path:outf,fullPage:true}); await b.close();
