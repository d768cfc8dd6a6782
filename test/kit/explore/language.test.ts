import { expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";
import { words } from "./programs/program.ts";

/**
 * Transformed code has the same meaning: each snippet runs natively, and as a virtual thread beside another one on the same memory. Both give
 * the same value.
 */
const SNIPPETS: Record<string, string> = {
  "plain accesses":
    "w[0] = 5; w[1] += 2; w[2]++; ++w[2]; w[3]--; return [w[0]++, ++w[1], w[2], w[3], [...w]];",
  "assignments as values":
    "const a = (w[0] = 7); const b = (w[1] += 3); return [a, b, (w[2] ||= 4), (w[2] &&= 9), (w[3] ??= 1)];",
  "swaps and patterns":
    "w[0] = 1; w[1] = 2; [w[0], w[1]] = [w[1], w[0]]; const [a, , b = 8, ...rest] = w; let c; ({ c, d: w[2] } = { c: 3, d: 4 }); return [a, b, c, rest, [...w]];",
  "every Atomics operation":
    "return [Atomics.store(w, 0, 9.7), Atomics.load(w, 0), Atomics.add(w, 0, 2), Atomics.sub(w, 0, 1), Atomics.and(w, 0, 6), Atomics.or(w, 0, 1), Atomics.xor(w, 0, 3), Atomics.exchange(w, 0, 4), Atomics.compareExchange(w, 0, 4, 5), Atomics.compareExchange(w, 0, 4, 6), Atomics.notify(w, 0), Atomics.wait(w, 0, 1), Atomics.wait(w, 0, 5, 0), Atomics.isLockFree(4), w[0]];",
  "Atomics under other names":
    "const { add, load } = Atomics; const f = Atomics.store; f(w, 1, 3); add(w, 1, 1); return [load(w, 1), load.name];",
  "errors of Atomics":
    "const say = (f) => { try { return f(); } catch (e) { return e.constructor.name; } }; return [say(() => Atomics.load(w, 99)), say(() => Atomics.load(new Float64Array(w.buffer), 0)), say(() => Atomics.add(w, 0, 1n)), say(() => Atomics.load({}, 0))];",
  "views of other kinds":
    "const b = new BigInt64Array(w.buffer, 0, 1); b[0] = -1n; b[0] += 3n; const bytes = new Uint8Array(w.buffer); bytes.set([1, 2, 3], 8); const view = new DataView(w.buffer); view.setInt16(12, 77); return [b[0], Atomics.add(b, 0, 5n), [...bytes.slice(0, 12)], view.getInt16(12), bytes.subarray(8, 11).join(), bytes.indexOf(2), Array.from(w), new Int32Array(w).length, w.length, w[99], w.at(-1)];",
  classes:
    "class Base { static made = 0; #n = 1; constructor(n = 2) { this.n = n; Base.made++; } get twice() { return this.n * 2; } set twice(v) { this.n = v / 2; } get #secret() { return this.#n; } set #secret(v) { this.#n = v; } #hide(x) { return this.#n + x; } reveal(x) { this.#secret += 1; return this.#hide(x) + this.#secret; } static make(...a) { return new this(...a); } static #count() { return Base.made; } static get count() { return Base.#count(); } has(o) { return #n in o; } ['dyn' + 1]() { return 'd'; } } class Derived extends Base { field = () => super.reveal(1); arrow = () => this.n; constructor(n) { super(n + 1); this.extra = this.twice; } reveal(x) { return super.reveal(x) * 10; } get twice() { return super.twice + 1; } } const d = Derived.make(3); d.n = 10; const e = new Base(); e.twice = 8; e.twice += 2; return [d.reveal(1), d.field(), d.arrow(), d.extra, d.twice, Base.count, Derived.count, e.n, e.has(d), e.has({}), e.dyn1(), d instanceof Base, Derived.name, Object.keys(d)];",
  "objects with accessors and methods":
    "const o = { n: 1, get m() { return this.n + w[0]; }, set m(v) { this.n = v; }, f(x) { return this.m + x; }, async g() { return 1; }, ['k' + 1]: 2, ...{ z: 3 } }; w[0] = 5; o.m = 4; const { m, z = 9, q = 8 } = o; return [o.m, m, z, q, o.f(1), Object.keys(o), JSON.stringify(o)];",
  closures:
    "const make = (n) => { let count = n; return { up: () => ++count, down() { return --count; } }; }; const a = make(3); const b = make(10); return [a.up(), a.up(), b.down(), a.down(), [1, 2, 3].map((x) => x * a.up())];",
  "array callbacks":
    "w[0] = 2; const xs = [3, 1, 2]; return [xs.map((x) => x * w[0]), xs.filter((x) => x > Atomics.load(w, 3)), xs.reduce((s, x) => s + x + w[0], 0), xs.reduceRight((s, x) => s + x, ''), xs.some((x) => x === 1), xs.every((x) => x < w[0]), xs.find((x) => x < 3), xs.findIndex((x) => x === 2), xs.findLast((x) => x > 1), xs.flatMap((x) => [x, w[0]]), xs.toSorted((a, b) => a - b), Array.from({ length: 3 }, (_, i) => i + w[0]), xs.forEach(() => w[1]++), w[1], [...new Map([[1, 2]]).entries()].length];",
  "maps and sets":
    "const m = new Map([['a', 1]]); let s = 0; m.forEach((v, k) => { s += v + k.length + w[0]; }); for (const [k, v] of m) s += v; for (const x of new Set([4, 5])) s += x; for (const k in { p: 1, q: 2 }) s += k.length; return s;",
  "loops and labels":
    "const seen = []; outer: for (let i = 0; i < 4; i++) { for (const j of [0, 1, 2]) { if (j === 1) continue; if (i === 1) continue outer; if (i === 3) break outer; seen.push(i * 10 + j); } } let n = 0; do { n++; if (n === 2) continue; } while (n < 4); while (true) { if (n-- < 2) break; } const fs = []; for (let k = 0; k < 3; k++) fs.push(() => k); for (const c of 'ab') seen.push(c); return [seen, n, fs.map((f) => f())];",
  exceptions:
    "const log = []; const f = (x) => { try { if (x === 1) throw new Error('one'); if (x === 2) return 'two'; log.push('body'); } catch ({ message }) { log.push(message); return 'caught'; } finally { log.push('finally' + Atomics.add(w, 0, 1)); } return 'end'; }; const g = () => { try { return 1; } finally { return 2; } }; return [f(0), f(1), f(2), g(), log];",
  functions:
    "function outer(a, b = a + 1, { c, d = 4 } = {}, ...rest) { return [a, b, c, d, rest, arguments.length, inner()]; function inner() { return hoisted; } } var hoisted = 'h'; const fact = function self(n) { return n < 2 ? 1 : n * self(n - 1); }; return [outer(1), outer(1, 2, { c: 3 }, 5, 6), fact(5), (() => { const f = () => typeof this; return f(); })(), outer.call(null, 1)[0], ((...a) => a.length)(...[1, 2], 3)];",
  "this and arguments in arrows":
    "const o = { n: 3, f() { const g = () => this.n + [...arguments].length; return [g(), [1].map(() => this.n)]; } }; return o.f(1, 2);",
  "optional chains":
    "const o = { a: { b: (x) => x + 1, c: null, n: [w] }, f: null }; return [o?.a?.b?.(1), o.x?.y.z, o.a.c?.d, o.f?.(), o.a?.b(2), o?.a.n?.[0]?.[1], o.x?.[w[0]], (o.a?.c ?? 'none'), o.a.n.at?.(0).length];",
  generators:
    "function* count(n) { const got = []; for (let i = 0; i < n; i++) got.push(yield i + Atomics.load(w, 0)); return got; } function* both() { const r = yield* count(2); yield* [7, 8]; yield r.length; } const it = count(2); const steps = [it.next(), it.next('a'), it.next('b'), it.next()]; const list = []; for (const x of both()) { if (x === 8) continue; list.push(x); } const [p, q] = count(5); class Bag { *[Symbol.iterator]() { try { yield 1; yield 2; } finally { Atomics.add(w, 3, 1); } } } for (const x of new Bag()) { if (x === 1) break; } return [steps, list, p, q, [...both()], Math.max(...count(3)), [...new Bag()], w[3]];",
  using:
    "const log = []; const guard = (name) => ({ name, [Symbol.dispose]() { log.push(name + Atomics.add(w, 0, 1)); } }); const f = () => { using a = guard('a'); using b = guard('b'); log.push(a.name + b.name); return 'r'; }; return [f(), log];",
  switch:
    "const f = (x) => { switch (x) { case w[0]: return 'zero'; case 1: { let y = 2; return y; } default: return 'other'; } }; return [f(0), f(1), f(5)];",
  "templates and regular expressions":
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code, and runs as such.
    "const tag = (s, ...v) => s.raw.join('|') + v.join(); return [`a${w[0]}b${[1].map((x) => x + 1)}`, tag`x${1}y`, 'aXbX'.replace(/X/g, (m) => m + w[0]), /(\\d+)/.exec('a12')[1]];",
  "async functions":
    "const log = []; const sleep = async (n) => { await null; log.push(n); return n; }; const all = await Promise.all([sleep(1), 2, sleep(3)]); const settled = await Promise.allSettled([Promise.reject(new Error('no')), sleep(4)]); let caught; try { await (async () => { throw new TypeError('t'); })(); } catch (e) { caught = e.message; } finally { log.push('f'); } const raced = await Promise.race([new Promise((r) => setTimeout(r, 50, 'slow')), sleep(5)]); const any = await Promise.any([Promise.reject(1), sleep(6)]); const { promise, resolve } = Promise.withResolvers(); queueMicrotask(() => resolve('q')); return [all, settled.map((s) => s.status), caught, raced, any, await promise, await Promise.resolve(1).then((x) => x + w[0]).finally(() => log.push('z')), log];",
  "asynchronous generators":
    "async function* count(n) { for (let i = 0; i < n; i++) { await null; yield i; } } const list = []; for await (const x of count(3)) { if (x === 2) break; list.push(x); } for await (const x of [Promise.resolve(5), 6]) list.push(x); class Box { async *[Symbol.asyncIterator]() { yield* count(2); } } for await (const x of new Box()) list.push(x); return list;",
  "order of jobs":
    "const log = []; setTimeout(() => log.push('timer'), 0); Promise.resolve().then(() => log.push('then')); queueMicrotask(() => log.push('micro')); (async () => { log.push('start'); await null; log.push('after'); })(); log.push('sync'); await new Promise((r) => setTimeout(r, 5)); return log;",
};

test.for(Object.entries(SNIPPETS))("%s", async ([, body]) => {
  const isAsync = /\bawait\b/.test(body);
  const text = `${isAsync ? "async " : ""}({ w }) => { ${body} }`;
  const native = await new Function(`"use strict"; return ${text};`)()({ w: words(4) });
  const verdict = await explore({
    shared: () => ({ w: words(4), other: words() }),
    threads: [{ name: "snippet", text }, ({ other }: { other: Int32Array }) => Atomics.add(other, 0, 1)],
    finally: (_shared: unknown, [value]: readonly unknown[]) => {
      expect(value).toEqual(native);
    },
    bound: 1,
    stepsPerRun: 400,
  } as never);
  expect(verdict.failure).toBeNull();
  expect(verdict.interleavings).toBeGreaterThan(0);
});
