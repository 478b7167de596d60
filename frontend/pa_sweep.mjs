import { chromium } from '@playwright/test';
import { AxeBuilder } from '@axe-core/playwright';
const BASE='http://127.0.0.1:4171'.replace('127.0.0.1','localhost');
const only=process.argv[2];
const browser=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync']});
async function ctx(who){const c=await browser.newContext({locale:'zh-CN',timezoneId:'Asia/Shanghai',viewport:{width:1440,height:900},baseURL:BASE});
 const r=await c.request.post('/api/v1/sessions',{data:{email:`${who}@demo.yichuang.example`,password:'yichuang-demo'}});
 if(!r.ok()) console.log('LOGIN',who,r.status(),await r.text());
 return c;}
async function api(c,p){const r=await c.request.get('/api/v1'+p); return r.json();}
const o=await ctx('officer'); const m=await ctx('maker');
const calls=(await api(o,'/calls')).items; const call=calls.find(x=>x.number.startsWith('YC2022'))??calls[0]; const open=calls.find(x=>x.state==='published');
const orgs=(await api(o,'/organisations')).items; const props=(await api(o,'/proposals?call_id='+call.id)).items; const projects=(await api(o,'/projects')).items;
const pays=(await api(m,'/payments')).items; const batches=(await api(m,'/batches')).items;
const s=await ctx('security'); const users=(await api(s,'/users')).items;
console.log(calls.map(c=>c.number+c.state), orgs.length, props.length, projects?.length, pays?.length, batches?.length, users?.length);
const pages=[
['officer','staff','/app/staff'],['officer','orgs','/app/staff/organisations'],['officer','org','/app/staff/organisations/'+orgs[0].id],
['officer','calls','/app/staff/calls'],['officer','callnew','/app/staff/calls/new'],['officer','call','/app/staff/calls/'+call.id],['officer','callprops','/app/staff/calls/'+call.id+'/proposals'],
['officer','panel','/app/staff/calls/'+call.id+'/panel'],['officer','results','/app/staff/calls/'+call.id+'/results'],['officer','decision','/app/staff/calls/'+call.id+'/decision'],['officer','notice','/app/staff/calls/'+call.id+'/notice'],
['officer','openpanel','/app/staff/calls/'+open?.id+'/panel'],['officer','opendecision','/app/staff/calls/'+open?.id+'/decision'],['officer','opennotice','/app/staff/calls/'+open?.id+'/notice'],['officer','openresults','/app/staff/calls/'+open?.id+'/results'],
['officer','props','/app/staff/proposals'],['officer','prop','/app/staff/proposals/'+props[0]?.id],['officer','notices','/app/staff/notices'],['officer','projects','/app/staff/projects'],['director','project','/app/staff/projects/'+projects?.[0]?.id],
['maker','finance','/app/finance'],['maker','tranches','/app/finance/tranches'],['maker','payments','/app/finance/payments'],['maker','payment','/app/finance/payments/'+pays?.[0]?.id],['maker','batches','/app/finance/batches'],['maker','batch','/app/finance/batches/'+batches?.[0]?.id],['maker','funds','/app/finance/funds'],['auditor','ledger','/app/finance/ledger'],['approver','funds2','/app/finance/funds'],
['security','users','/app/admin/users'],['security','user','/app/admin/users/'+users?.[0]?.id],['auditor','audit','/app/admin/audit'],
];
const cs={officer:o,maker:m,security:s};
for(const [who,name,path] of pages){
 if(only&&!only.split(',').includes(name)) continue;
 cs[who]??=await ctx(who);
 const page=await cs[who].newPage();
 const bad=[];
 page.on('console',x=>{if(x.type()==='error'&&!/404/.test(x.text()))bad.push('console '+x.text().slice(0,300))});
 page.on('pageerror',e=>bad.push('error '+e.message.slice(0,300)));
 page.on('response',r=>{if(r.status()>=400&&r.url().includes('/api/')) bad.push(r.status()+' '+r.url().replace(BASE,''))});
 for(const w of [1440,390]){
  await page.setViewportSize({width:w,height:900});
  await page.addInitScript(()=>localStorage.setItem('yichuang.signed-in','1'));
  await page.goto(path,{waitUntil:'networkidle'});
  await page.waitForTimeout(200);
  await page.screenshot({path:`/tmp/pa_shots/${name}-${w}.png`,fullPage:true});
  const {violations}=await new AxeBuilder({page}).withTags(['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']).analyze();
  const over=await page.evaluate(()=>document.documentElement.scrollWidth-window.innerWidth);
  const h1=await page.locator('h1').count();
  const title=await page.locator('h1').first().textContent().catch(()=>null);
  console.log(name,w,JSON.stringify(title),'h1',h1,over>0?'OVERFLOW '+over:'',violations.map(v=>v.id+':'+v.nodes.slice(0,3).map(n=>n.html.slice(0,160)).join(' | ')).join(' ;; '));
 }
 if(bad.length) console.log('   BAD',[...new Set(bad)].join('\n       '));
 await page.close();
}
await browser.close();
