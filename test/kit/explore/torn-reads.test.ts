// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code, and run as such.
import { describe, expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";
import { words } from "./programs/program.ts";

/*
 * One thread writes `w[0]` and then `w[1]`. The other one reads `w[0]` and then `w[1]` in a way of its own, and may see the second write without the
 * first. Between the two reads another thread must be able to go on, or the verdict names the place.
 */
const STEPS: Readonly<Record<string, string>> = {
  "derived ctor":
    "class A{} class S extends A{ constructor(){ super(); this.a=Atomics.load(w,0); this.b=Atomics.load(w,1);} } const s=new S(); r=[s.a,s.b];",
  "derived ctor args":
    "class A{ constructor(a,b){this.a=a;this.b=b;} } class S extends A{ constructor(){ super(Atomics.load(w,0),Atomics.load(w,1)); } } const s=new S(); r=[s.a,s.b];",
  "derived no ctor":
    "class A{ constructor(){ this.a=Atomics.load(w,0); this.b=Atomics.load(w,1);} } class S extends A{} const s=new S(); r=[s.a,s.b];",
  "derived of Array":
    "class S extends Array{ constructor(){ super(); this.push(Atomics.load(w,0)); this.push(Atomics.load(w,1)); } } const s=new S(); r=[s[0],s[1]];",
  "derived of Error":
    "class S extends Error{ constructor(){ super('x'); this.a=Atomics.load(w,0); this.b=Atomics.load(w,1); } } try { throw new S(); } catch (s) { r=[s.a,s.b]; }",
  "derived of Map":
    "class S extends Map{ constructor(){ super(); this.set(0,Atomics.load(w,0)); this.set(1,Atomics.load(w,1)); } } const s=new S(); r=[s.get(0),s.get(1)];",
  "derived grand":
    "class A{} class B extends A{ constructor(){super(); this.a=Atomics.load(w,0);} } class C extends B{ constructor(){super(); this.b=Atomics.load(w,1);} } const s=new C(); r=[s.a,s.b];",
  "derived arrow super":
    "class A{} class B extends A{ constructor(){ const f=()=>super(); f(); this.a=Atomics.load(w,0); this.b=Atomics.load(w,1);} } const s=new B(); r=[s.a,s.b];",
  fields: "class S{ a=Atomics.load(w,0); b=Atomics.load(w,1); } const s=new S(); r=[s.a,s.b];",
  "private fields":
    "class S{ #a=Atomics.load(w,0); #b=Atomics.load(w,1); get(){ return [this.#a,this.#b]; } } r=new S().get();",
  "fields in derived":
    "class A{} class S extends A{ a=Atomics.load(w,0); b=Atomics.load(w,1); } const s=new S(); r=[s.a,s.b];",
  "field + ctor":
    "class S{ a=Atomics.load(w,0); constructor(){ this.b=Atomics.load(w,1);} } const s=new S(); r=[s.a,s.b];",
  "static fields": "class S{ static a=Atomics.load(w,0); static b=Atomics.load(w,1); } r=[S.a,S.b];",
  "static block": "class S{ static { r=[Atomics.load(w,0),Atomics.load(w,1)]; } }",
  "computed key":
    "const r0=[]; class S{ [(r0.push(Atomics.load(w,0)),'m')](){} [(r0.push(Atomics.load(w,1)),'n')](){} } r=r0;",
  "extends expr":
    "let a; class S extends (a=Atomics.load(w,0), Object){ static b = Atomics.load(w,1); } r=[a,S.b];",
  "sort cmp":
    "const q=[0,0]; let k=0; [1,2].sort(()=>{ q[0]=Atomics.load(w,0); q[1]=Atomics.load(w,1); return 0; }); r=q;",
  "toSorted cmp":
    "const q=[0,0]; [1,2].toSorted(()=>{ q[0]=Atomics.load(w,0); q[1]=Atomics.load(w,1); return 0; }); r=q;",
  "view sort cmp":
    "const q=[0,0]; new Int32Array([1,2]).sort(()=>{ q[0]=Atomics.load(w,0); q[1]=Atomics.load(w,1); return 0; }); r=q;",
  "view map": "r=[...new Int32Array([0,1]).map((i)=>Atomics.load(w,i))];",
  "view forEach": "r=[]; new Int32Array([0,1]).forEach((i)=>{ r.push(Atomics.load(w,i)); });",
  replace: "r=[]; 'ab'.replace(/./g,()=>{ r.push(Atomics.load(w,r.length)); return ''; });",
  replaceAll: "r=[]; 'aa'.replaceAll('a',()=>{ r.push(Atomics.load(w,r.length)); return ''; });",
  "JSON.parse reviver":
    "r=[]; JSON.parse('[1,2]',(k,v)=>{ if(r.length<2) r.push(Atomics.load(w,r.length)); return v; });",
  groupBy: "r=[]; Object.groupBy([0,1],(i)=>{ r.push(Atomics.load(w,i)); return 'x'; });",
  "Map.groupBy": "r=[]; Map.groupBy([0,1],(i)=>{ r.push(Atomics.load(w,i)); return 'x'; });",
  "getter proto":
    "const p={ get a(){ return Atomics.load(w,0);}, get b(){ return Atomics.load(w,1);} }; const o=Object.create(p); r=[o.a,o.b];",
  "getter defineProp":
    "const o={}; Object.defineProperty(o,'a',{get:()=>Atomics.load(w,0)}); Object.defineProperty(o,'b',{get:()=>Atomics.load(w,1)}); r=[o.a,o.b];",
  "getter class defineProp on proto":
    "class K{}; Object.defineProperty(K.prototype,'v',{get(){ return [Atomics.load(w,0),Atomics.load(w,1)];}}); r=new K().v;",
  __defineGetter__: "const o={}; o.__defineGetter__('v',()=>[Atomics.load(w,0),Atomics.load(w,1)]); r=o.v;",
  "spread getters":
    "const o={ get a(){ return Atomics.load(w,0);}, get b(){ return Atomics.load(w,1);} }; const c={...o}; r=[c.a,c.b];",
  "Object.assign getters":
    "const o={ get a(){ return Atomics.load(w,0);}, get b(){ return Atomics.load(w,1);} }; const c=Object.assign({},o); r=[c.a,c.b];",
  "Object.entries getters":
    "const o={ get a(){ return Atomics.load(w,0);}, get b(){ return Atomics.load(w,1);} }; r=Object.values(o);",
  valueOf:
    "const o={ valueOf(){ return Atomics.load(w,0)*10+Atomics.load(w,1);} }; const n=o+0; r=[Math.floor(n/10),n%10];",
  "toPrimitive template":
    "const o={ [Symbol.toPrimitive](){ return Atomics.load(w,0)*10+Atomics.load(w,1);} }; const n=Number(`${o}`); r=[Math.floor(n/10),n%10];",
  "toPrimitive compare":
    "r=[0,0]; const o={ valueOf(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return 1;} }; o<2;",
  "toString as key":
    "r=[0,0]; const o={ toString(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return 'k';} }; ({k:1})[o];",
  "in key":
    "r=[0,0]; const o={ toString(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return 'k';} }; o in {k:1};",
  "delete key":
    "r=[0,0]; const o={ toString(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return 'k';} }; delete ({k:1})[o];",
  "proxy trap apply":
    "r=[0,0]; const p=new Proxy(()=>0, { apply(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return 1;} }); p();",
  "proxy trap construct":
    "r=[0,0]; const p=new Proxy(class{}, { construct(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return {};} }); new p();",
  "iterator helper map": "r=[0,1].values().map((i)=>Atomics.load(w,i)).toArray();",
  "generator helper":
    "function* g(){ yield Atomics.load(w,0); yield Atomics.load(w,1); } r=g().map((x)=>x).toArray();",
  "spread own iterator":
    "r=[...{ *[Symbol.iterator](){ yield Atomics.load(w,0); yield Atomics.load(w,1); } }];",
  "new Set(gen)":
    "r=[]; new Set({ *[Symbol.iterator](){ r.push(Atomics.load(w,0)); yield 1; r.push(Atomics.load(w,1)); yield 2; } });",
  "Object.fromEntries gen":
    "r=[]; Object.fromEntries({ *[Symbol.iterator](){ r.push(Atomics.load(w,0)); yield ['a',1]; r.push(Atomics.load(w,1)); yield ['b',2]; } });",
  "Int32Array.from gen":
    "r=[...Int32Array.from({ *[Symbol.iterator](){ yield Atomics.load(w,0); yield Atomics.load(w,1); } })];",
  "Int32Array.from map": "r=[...Int32Array.from([0,1],(i)=>Atomics.load(w,i))];",
  "new Int32Array gen":
    "r=[...new Int32Array({ *[Symbol.iterator](){ yield Atomics.load(w,0); yield Atomics.load(w,1); } })];",
  "Array.from arraylike getter":
    "r=Array.from({ length:2, get 0(){ return Atomics.load(w,0);}, get 1(){ return Atomics.load(w,1);} });",
  "Array.from cb": "r=Array.from({length:2},(_,i)=>Atomics.load(w,i));",
  "Reflect.apply getter list":
    "r=[0,0]; const f=(a,b)=>{ r=[a,b]; }; Reflect.apply(f,null,{ length:2, get 0(){ return Atomics.load(w,0);}, get 1(){ return Atomics.load(w,1);} });",
  "Reflect.get getter":
    "const o={ get v(){ return [Atomics.load(w,0),Atomics.load(w,1)]; } }; r=Reflect.get(o,'v');",
  "Reflect.construct derived":
    "class A{} class S extends A{ constructor(){ super(); this.v=[Atomics.load(w,0),Atomics.load(w,1)]; } } r=Reflect.construct(S,[]).v;",
  tag: "const t=()=>[Atomics.load(w,0),Atomics.load(w,1)]; r=t`x`;",
  "label continue": "r=[]; out: for (let i=0;i<2;i++){ for(;;){ r.push(Atomics.load(w,i)); continue out; } }",
  "bind partial": "const f=function(i){ return Atomics.load(w,i); }; r=[f.bind(null,0)(), f.bind(null,1)()];",
  "Atomics by apply": "r=[Reflect.apply(Atomics.load,null,[w,0]), Atomics.load.call(null,w,1)];",
  "Atomics as map fn": "r=[0,1].map(Atomics.load.bind(null,w));",
  "sum reduceRight": "r=[1,0].reduceRight((a,i)=>[...a,Atomics.load(w,i)],[]);",
  DataView: "const v=new DataView(w.buffer); r=[v.getInt32(0,true),v.getInt32(4,true)];",
  "DataView alias ctor":
    "const D=DataView; const v=new D(w.buffer,0,8); const g=v.getInt32; r=[g.call(v,0,true),g.call(v,4,true)];",
  "subarray alias": "const a=w.subarray(0,1), b=w.subarray(1); r=[Atomics.load(a,0),Atomics.load(b,0)];",
  bigint:
    "const b=new BigInt64Array(w.buffer); const x=Number(Atomics.load(b,0)&0xffffffffn); r=[x, Atomics.load(w,1)];",
  "optional call": "const o={ f(i){ return Atomics.load(w,i); } }; r=[o?.f?.(0), o.g?.(1) ?? o.f(1)];",
  "default in destructure": "const { a=Atomics.load(w,0), b=Atomics.load(w,1) } = {}; r=[a,b];",
  "nullish assign": "let a,b; a ??= Atomics.load(w,0); b ||= Atomics.load(w,1); r=[a,b];",
  "switch case":
    "r=[]; switch(1){ case (r.push(Atomics.load(w,0)),2): break; case (r.push(Atomics.load(w,1)),1): break; }",
  "using dispose":
    "r=[]; { using a={ [Symbol.dispose](){ r.push(Atomics.load(w,1)); } }; using b={ [Symbol.dispose](){ r.push(Atomics.load(w,0)); } }; }",
  "WeakRef deref": "const q=new WeakRef(w); r=[Atomics.load(q.deref(),0),Atomics.load(q.deref(),1)];",
  "unary minus": "r=[0,0]; -{ valueOf(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return 1; } };",
  "++ valueOf": "r=[0,0]; let o={ valueOf(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return 1; } }; o++;",
  "+= valueOf":
    "r=[0,0]; let o={ valueOf(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return 1; } }; let z=1; z+=o;",
  "== valueOf": "r=[0,0]; let o={ valueOf(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return 1; } }; o==1;",
  "super getter":
    "class A{ get v(){ return [Atomics.load(w,0),Atomics.load(w,1)]; } } class B extends A{ get v(){ return super.v; } } r=new B().v;",
  "accessor keyword static":
    "class A{ static get v(){ return [Atomics.load(w,0),Atomics.load(w,1)]; } } r=A.v;",
  "new.target fn": "function F(){ this.v=new.target?[Atomics.load(w,0),Atomics.load(w,1)]:0; } r=new F().v;",
  "class extends fn":
    "function F(){ this.v=[Atomics.load(w,0),Atomics.load(w,1)]; } class S extends F{} r=new S().v;",
  "arrow in field": "class S{ f=()=>[Atomics.load(w,0),Atomics.load(w,1)]; } r=new S().f();",
  "field calls method":
    "class S{ v=this.m(); m(){ return [Atomics.load(w,0),Atomics.load(w,1)]; } } r=new S().v;",
  "Iterator.concat/zip": "r=[]; for (const [a,b] of [[0,1]]) r.push(Atomics.load(w,a),Atomics.load(w,b));",
  "Object.defineProperties":
    "const o=Object.defineProperties({}, { v:{ get(){ return [Atomics.load(w,0),Atomics.load(w,1)]; } } }); r=o.v;",
  "Object.create props":
    "const o=Object.create(null,{ v:{ get(){ return [Atomics.load(w,0),Atomics.load(w,1)]; } } }); r=o.v;",
  "Array.from Set own iter":
    "r=[]; const s=new Set([0,1]); s[Symbol.iterator]=function*(){ yield 0; yield 1; }; r=Array.from(s,(i)=>Atomics.load(w,i));",
  "map.forEach": "r=[]; new Map([[0,0],[1,1]]).forEach((i)=>{ r.push(Atomics.load(w,i)); });",
};

const ASYNCHRONOUS: Readonly<Record<string, string>> = {
  thenable: "r=await { then(f){ f([Atomics.load(w,0),Atomics.load(w,1)]); } };",
  "async gen":
    "async function* g(){ yield Atomics.load(w,0); yield Atomics.load(w,1); } r=[]; for await (const x of g()) r.push(x);",
  "Array.fromAsync": "r=await Array.fromAsync([0,1],(i)=>Atomics.load(w,i));",
  "Promise.all gen":
    "r=await Promise.all({ *[Symbol.iterator](){ yield Atomics.load(w,0); yield Atomics.load(w,1); } });",
  "then cb": "r=await Promise.resolve().then(()=>[Atomics.load(w,0),Atomics.load(w,1)]);",
  "finally cb": "await Promise.resolve().finally(()=>{ r=[Atomics.load(w,0),Atomics.load(w,1)]; });",
  "promise subclass":
    "class P extends Promise{ constructor(f){ super((a,b)=>{ f(a,b); }); } } r=await new P((a)=>a([Atomics.load(w,0),Atomics.load(w,1)]));",
  "await using":
    "r=[]; { await using a={ async [Symbol.asyncDispose](){ r.push(Atomics.load(w,0)); await null; r.push(Atomics.load(w,1)); } }; }",
  setTimeout: "r=await new Promise((ok)=>setTimeout(()=>ok([Atomics.load(w,0),Atomics.load(w,1)]),1));",
  "yield* async":
    "async function* g(){ yield* [Atomics.load(w,0),Atomics.load(w,1)]; } r=[]; for await (const x of g()) r.push(x);",
  "async field": "class S{ v=(async()=>[Atomics.load(w,0),Atomics.load(w,1)])(); } r=await new S().v;",
  "async derived":
    "class A{} class S extends A{ constructor(){ super(); this.v=(async()=>{ const a=Atomics.load(w,0); await null; return [a,Atomics.load(w,1)]; })(); } } r=await new S().v;",
};

/** Code that only the language itself calls, and methods that read several elements at once. */
const NAMED: Readonly<Record<string, string>> = {
  "Array.prototype.at.call": "r=[Array.prototype.at.call(w,0),Array.prototype.at.call(w,1)];",
  "JSON.stringify replacer":
    "r=[]; JSON.stringify([1,2],(k,v)=>{ if(r.length<2) r.push(Atomics.load(w,r.length)); return v; });",
  toJSON: "r=[]; const o={toJSON(){ r.push(Atomics.load(w,r.length)); return 1; }}; JSON.stringify([o,o]);",
  hasInstance:
    "r=[0,0]; class K{ static [Symbol.hasInstance](){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return true; } } ({}) instanceof K;",
  "proxy trap get": "const p=new Proxy({}, { get:(t,k)=>Atomics.load(w,k==='a'?0:1) }); r=[p.a,p.b];",
  "proxy trap has":
    "r=[0,0]; const p=new Proxy({}, { has(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return true;} }); 'x' in p;",
  "proxy trap set":
    "r=[0,0]; const p=new Proxy({}, { set(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return true;} }); p.x=1;",
  "proxy ownKeys":
    "r=[0,0]; const p=new Proxy({}, { ownKeys(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return [];} }); Object.keys(p);",
  "with for-in proxy":
    "r=[0,0]; const p=new Proxy({}, { ownKeys(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return [];} }); for (const k in p);",
  "iterator flatMap": "r=[0].values().flatMap(()=>[0,1].map((i)=>Atomics.load(w,i))).toArray();",
  "Iterator.from":
    "let i=0; r=[...Iterator.from({ next(){ return i<2?{done:false,value:Atomics.load(w,i++)}:{done:true}; } })];",
  "String.raw":
    "const o={ toString(){ q.push(Atomics.load(w,q.length)); return ''; } }; const q=[]; String.raw`${o}${o}`; r=q;",
  DisposableStack:
    "r=[]; { const s=new DisposableStack(); s.defer(()=>{ r.push(Atomics.load(w,1)); }); s.defer(()=>{ r.push(Atomics.load(w,0)); }); s.dispose(); }",
  "RegExp exec override":
    "r=[0,0]; class R extends RegExp{ exec(s){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return null; } } new R('x').test('y');",
  "Symbol.replace":
    "r=[0,0]; const o={ [Symbol.replace](){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return ''; } }; 'x'.replace(o,'');",
  "Symbol.split":
    "r=[0,0]; 'x'.split({ [Symbol.split](){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return []; } });",
  "Array.flat concat spreadable":
    "r=[]; const o={ length:2, [Symbol.isConcatSpreadable]:true, get 0(){ r.push(Atomics.load(w,0)); return 0; }, get 1(){ r.push(Atomics.load(w,1)); return 0; } }; [].concat(o);",
  "structuredClone getter":
    "r=[]; structuredClone({ get a(){ r.push(Atomics.load(w,0)); return 1; }, get b(){ r.push(Atomics.load(w,1)); return 1; } });",
  "Error.cause toString":
    "r=[0,0]; String({ toString(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return ''; } });",
  "parseInt toString":
    "r=[0,0]; parseInt({ toString(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return '1'; } });",
  "Math.max valueOf":
    "r=[0,0]; Math.max({ valueOf(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return 1; } });",
  "Math.max via var":
    "r=[0,0]; const o={ valueOf(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return 1; } }; const {max}=Math; max(o,1);",
  "Array.join toString":
    "r=[0,0]; [{ toString(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return ''; } }].join();",
  "Array toString via +":
    "r=[0,0]; [{ toString(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return ''; } }]+'';",
  "Date valueOf": "r=[0,0]; new Date({ valueOf(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return 1; } });",
  "Atomics index valueOf":
    "r=[0,0]; Atomics.load(w,{ valueOf(){ r=[Atomics.load(w,0),Atomics.load(w,1)]; return 0; } });",
  "setter of native":
    "r=[0,0]; const o=[]; Object.defineProperty(o,'0',{ set(v){ r=[Atomics.load(w,0),Atomics.load(w,1)]; }, configurable:true }); o.fill(1,0,0); o[0]=1;",
  "Array.push setter":
    "r=[0,0]; const o={ length:0, set 0(v){ r=[Atomics.load(w,0),Atomics.load(w,1)]; } }; Array.prototype.push.call(o,1);",
  "getOwnPropertyDescriptor.get":
    "const o={ get v(){ return [Atomics.load(w,0),Atomics.load(w,1)]; } }; r=Object.getOwnPropertyDescriptor(o,'v').get.call(o);",
  "copyWithin etc": "r=[...w];",
  "with(toReversed)": "r=w.toReversed().reverse();",
  lastIndexOf: "r=[w.indexOf(1)===0?1:0, w.lastIndexOf(1)===1?1:0];",
  "Array.prototype.join.call": "r=Array.prototype.join.call(w,',').split(',').map(Number);",
  "Array.prototype.includes.call":
    "r=[Array.prototype.indexOf.call(w,1)===0?1:0, Array.prototype.lastIndexOf.call(w,1)===1?1:0];",
  "concat view": "r=[].concat(...[w].map((x)=>[...x]));",
  TextDecoder:
    "const t=new TextDecoder(); try { const x=t.decode(new Uint8Array(w.buffer)); r=[x.charCodeAt(0),x.charCodeAt(4)]; } catch { r=[w[0],w[1]]; }",
  "Uint8Array toHex":
    "const h=new Uint8Array(w.buffer).toHex?.() ?? Buffer.from(w.buffer).toString('hex'); r=[Number(h[1]),Number(h[9])];",
  "crypto/hash": "r=[0,0]; Buffer.compare(Buffer.from(w.buffer), Buffer.alloc(8)); r=[w[0],w[1]];",
  "Map.getOrInsertComputed":
    "const m=new Map(); r=m.getOrInsertComputed?.(1,()=>[Atomics.load(w,0),Atomics.load(w,1)]) ?? [Atomics.load(w,0),Atomics.load(w,1)];",
  "Set.union of setlike":
    "r=[]; new Set([1]).union({ size:1, has(){ return true; }, *keys(){ r.push(Atomics.load(w,0)); r.push(Atomics.load(w,1)); yield 1; } });",
  EventTarget:
    "await new Promise((ok)=>{ const t=new EventTarget(); t.addEventListener('x',()=>{ r=[Atomics.load(w,0),Atomics.load(w,1)]; ok(); }); t.dispatchEvent(new Event('x')); });",
  "AbortSignal listener":
    "const c=new AbortController(); c.signal.addEventListener('abort',()=>{ r=[Atomics.load(w,0),Atomics.load(w,1)]; }); c.abort(); await null;",
};

/** Explores a body that puts what it has read into `r`. */
async function look(body: string) {
  const isAsync = /\bawait\b/.test(body);
  const text = `${isAsync ? "async " : ""}({ w, seen }) => { let r = [0, 0]; ${body} Atomics.store(seen, 0, r[0] * 10 + r[1]); }`;
  return await explore({
    shared: () => ({ w: words(2), seen: words() }),
    threads: [
      new Function(`return ${text}`)(),
      ({ w }: { w: Int32Array }) => {
        Atomics.store(w, 0, 1);
        Atomics.store(w, 1, 1);
      },
    ],
    failOnRace: false,
    // Steps end the search, never a clock.
    seconds: 3600,
    finally: ({ seen }: { seen: Int32Array }) => seen[0] !== 1,
  } as never);
}

describe("between two reads another thread can go on", () => {
  test.for(Object.entries({ ...STEPS, ...ASYNCHRONOUS }))("%s", async ([, body]) => {
    const verdict = await look(body);
    expect(verdict.failure?.kind, verdict.summary).toBe("wrong end");
    expect(verdict.notes.join()).not.toContain("cannot be divided");
  });
});

describe("what is no step voids the proof by name", () => {
  test.for(Object.entries(NAMED))("%s", async ([, body]) => {
    const verdict = await look(body);
    if (verdict.failure) return;
    expect(verdict.covered).not.toBe("all");
    expect(verdict.summary).toMatch(/, outside /);
  });
});
