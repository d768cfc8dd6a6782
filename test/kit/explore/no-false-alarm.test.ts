// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code, and run as such.
import { expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";
import { words } from "./programs/program.ts";

/** Right programs: each of two threads adds 1 to `w[0]`, in a way that JavaScript allows and that loses nothing. */
const RIGHT: Readonly<Record<string, string>> = {
  "species subarray": "const s=w.subarray(0,1); Atomics.add(s,0,1);",
  "dataview disjoint": "const d=new DataView(w.buffer); d.setInt32(8+4*me, 5, true); Atomics.add(w,0,1);",
  "disjoint bytes": "const b=new Uint8Array(w.buffer); b[8+me]=1; Atomics.add(w,0,1);",
  "bigint disjoint": "const b=new BigInt64Array(w.buffer); Atomics.add(b, 2+me, 1n); Atomics.add(w,0,1);",
  reflect: "Reflect.apply(Atomics.add, Atomics, [w,0,1]);",
  "label continue spin":
    "out: for(;;){ for(;;){ if (Atomics.compareExchange(w,1,0,1)===0) break out; continue out; } } Atomics.store(w,0,Atomics.load(w,0)+1); Atomics.store(w,1,0);",
  "do while spin": "do {} while (Atomics.exchange(w,1,1)===1); w[0]++; Atomics.store(w,1,0);",
  "recursion spin":
    "const take=()=> Atomics.exchange(w,1,1)===1 ? take() : true; take(); w[0]++; Atomics.store(w,1,0);",
  "for-of generator spin":
    "function* forever(){ for(;;) yield 1; } for (const _ of forever()) if (Atomics.exchange(w,1,1)===0) break; w[0]++; Atomics.store(w,1,0);",
  "spin in some": "while ([0].some(()=>Atomics.exchange(w,1,1)===1)); w[0]++; Atomics.store(w,1,0);",
  "class lock":
    "class L { constructor(w){ this.w=w; } lock(){ while(Atomics.compareExchange(this.w,1,0,1)!==0) Atomics.wait(this.w,1,1); } unlock(){ Atomics.store(this.w,1,0); Atomics.notify(this.w,1,1); } } class M extends L { with(f){ this.lock(); try { f(); } finally { this.unlock(); } } } new M(w).with(()=>{ w[0]++; });",
  "using lock":
    "class G { constructor(){ while(Atomics.compareExchange(w,1,0,1)!==0) Atomics.wait(w,1,1); } [Symbol.dispose](){ Atomics.store(w,1,0); Atomics.notify(w,1,1); } } { using g=new G(); w[0]++; }",
  "lock in field":
    "class T { #l=(()=>{ while(Atomics.compareExchange(w,1,0,1)!==0) Atomics.wait(w,1,1); return 1; })(); end(){ Atomics.store(w,1,0); Atomics.notify(w,1,1); } } const t=new T(); w[0]++; t.end();",
  "lock in derived ctor":
    "class A{} class T extends A{ constructor(){ super(); while(Atomics.compareExchange(w,1,0,1)!==0) Atomics.wait(w,1,1);} end(){ Atomics.store(w,1,0); Atomics.notify(w,1,1); } } const t=new T(); w[0]++; t.end();",
  "lock in static block":
    "class T { static { while(Atomics.compareExchange(w,1,0,1)!==0) Atomics.wait(w,1,1); } static end(){ Atomics.store(w,1,0); Atomics.notify(w,1,1); } } w[0]++; T.end();",
  "lock in sort":
    "[1,2].sort(()=>{ while(Atomics.compareExchange(w,1,0,1)!==0) Atomics.wait(w,1,1); return 0; }); w[0]++; Atomics.store(w,1,0); Atomics.notify(w,1,1);",
  "lock in getter":
    "const o={ get held(){ while(Atomics.compareExchange(w,1,0,1)!==0) Atomics.wait(w,1,1); return true; } }; o.held; w[0]++; Atomics.store(w,1,0); Atomics.notify(w,1,1);",
  "lock in valueOf":
    "const o={ valueOf(){ while(Atomics.compareExchange(w,1,0,1)!==0) Atomics.wait(w,1,1); return 1; } }; const n=o+1; w[0]+=n-1; Atomics.store(w,1,0); Atomics.notify(w,1,1);",
  "lock in replace":
    "'x'.replace('x',()=>{ while(Atomics.compareExchange(w,1,0,1)!==0) Atomics.wait(w,1,1); return ''; }); w[0]++; Atomics.store(w,1,0); Atomics.notify(w,1,1);",
  "structuredClone copy": "const c=structuredClone({w}); Atomics.add(c.w,0,1);",
  weakref: "const r=new WeakRef(w); Atomics.add(r.deref(),0,1);",
  "map of views": "const m=new Map([['a',w]]); Atomics.add(m.get('a'),0,1); [...m.keys()];",
  frozen: "const o=Object.freeze({w}); Atomics.add(o.w,0,1);",
  "object spread holding view": "const o={...{w, k:1}}; Atomics.add(o.w,0,1);",
  "destructure defaults": "const { x = w, y = 0 } = {}; Atomics.add(x,y,1);",
  "tag view": "const t=(s,v)=>Atomics.add(v,0,1); t`a${w}`;",
  closures: "const fs=[]; for (let i=0;i<1;i++) fs.push(()=>Atomics.add(w,i,1)); fs.forEach((f)=>f());",
  "iterate own set": "for (const v of new Set([w])) Atomics.add(v,0,1);",
  "array methods on views list":
    "[w].at(0); [w].includes(w); [w].indexOf(w); [w].slice(); [w].concat([]); Atomics.add([w].pop(),0,1);",
  "entries of object": "for (const [k,v] of Object.entries({w})) Atomics.add(v,0,1);",
  "JSON of others": "JSON.parse(JSON.stringify({a:[1,{b:2}]})); Atomics.add(w,0,1);",
  "sort numbers": "[3,1,2].sort((a,b)=>a-b); 'abc'.replace(/b/,()=>'x'); Atomics.add(w,0,1);",
  "proxy of plain": "const p=new Proxy({n:1},{ get:(t,k)=>t[k]*2 }); Atomics.add(w,0,p.n/2);",
  errors:
    "class E extends Error { code=7; constructor(m){ super(m); } } try { throw new E('x'); } catch (e) { Atomics.add(w,0,e.code-6); }",
  "Number fmt":
    "(1.5).toFixed(1); new Intl.NumberFormat('en').format(2); new Date(0).toISOString(); Atomics.add(w,0,1);",
  "private methods":
    "class C { #n=0; #inc(){ return Atomics.add(w,0,++this.#n); } run(){ return this.#inc(); } } new C().run();",
  symbols: "const k=Symbol('k'); const o={ [k]: (v)=>Atomics.add(v,0,1) }; o[k](w);",
  "getter chain": "const o={ get a(){ return { get b(){ return w; } }; } }; Atomics.add(o.a.b,0,1);",
  "length and byteLength":
    "w.length; w.byteLength; w.byteOffset; w.buffer.byteLength; w.BYTES_PER_ELEMENT; w.constructor.name; Object.prototype.toString.call(w); Atomics.add(w,0,1);",
  "has/in/keys": "0 in w; 'x' in w; Object.keys(w); w.keys().next(); Atomics.add(w,0,1);",
  "new views":
    "new Float32Array(w.buffer,0,1); new DataView(w.buffer); new Uint8Array(w.buffer,4); Atomics.add(w,0,1);",
  instanceof:
    "w instanceof Int32Array; ArrayBuffer.isView(w); w.buffer instanceof SharedArrayBuffer; Atomics.add(w,0,1);",
  "waitAsync lock":
    "while(Atomics.compareExchange(w,1,0,1)!==0){ const r=Atomics.waitAsync(w,1,1); if (r.async) await r.value; } w[0]++; Atomics.store(w,1,0); Atomics.notify(w,1,1);",
  "async gen lock":
    "async function* g(){ while(Atomics.compareExchange(w,1,0,1)!==0){ const r=Atomics.waitAsync(w,1,1); if (r.async) await r.value; } yield 1; } for await (const _ of g()) { w[0]++; } Atomics.store(w,1,0); Atomics.notify(w,1,1);",
  "await using":
    "const lock=async()=>{ while(Atomics.compareExchange(w,1,0,1)!==0){ const r=Atomics.waitAsync(w,1,1); if (r.async) await r.value; } return { [Symbol.asyncDispose]: async()=>{ await null; Atomics.store(w,1,0); Atomics.notify(w,1,1); } }; }; { await using l=await lock(); w[0]++; }",
  "timer backoff":
    "while(Atomics.compareExchange(w,1,0,1)!==0) await new Promise((r)=>setTimeout(r,1)); w[0]++; Atomics.store(w,1,0);",
  "await null spin": "while(Atomics.compareExchange(w,1,0,1)!==0) await null; w[0]++; Atomics.store(w,1,0);",
  fromAsync: "const l=await Array.fromAsync([1]); Atomics.add(w,0,l[0]);",
  "promise subclass": "class P extends Promise{} await new P((ok)=>{ Atomics.add(w,0,1); ok(); });",
  abort:
    "const c=new AbortController(); c.signal.addEventListener('abort',()=>{}); c.abort(); Atomics.add(w,0,1);",
  "keys of a view": "w.keys().next(); Object.keys(w); for (const k in w); Atomics.add(w, 0, 1);",
};

/** Their loops pass through states without end, so the search ends at its bound. */
const UNPROVED: ReadonlySet<string> = new Set([
  "await null spin",
  "for-of generator spin",
  "recursion spin",
  "timer backoff",
]);

test.for(Object.entries(RIGHT))("no false alarm: %s", async ([name, body]) => {
  const isAsync = /\bawait\b/.test(body);
  const thread = new Function(`return ${isAsync ? "async " : ""}({ w }, me) => { ${body} }`)();
  const verdict = await explore({
    shared: () => ({ w: words(8) }),
    threads: [thread, thread],
    finally: ({ w }: { w: Int32Array }) => w[0] === 2,
    // Steps end the search, never a clock.
    seconds: 3600,
  } as never);
  expect(verdict.failure).toBeNull();
  if (!UNPROVED.has(name)) expect(verdict.covered, verdict.summary).toBe("all");
});
