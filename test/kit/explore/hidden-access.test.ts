// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code, and run as such.
import { describe, expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";
import { words } from "./programs/program.ts";

/*
 * Two threads raise their flags and look whether both are up; each may see that, and then the file is closed twice. Each program looks in a way
 * of its own. None may be called proved.
 */
const LOOKS: Readonly<Record<string, string>> = {
  "a loop": "let n = 0; for (const x of w) n += x;",
  every: "const n = w.every((x) => x === 1) ? 2 : 0;",
  some: "const n = w.some((x) => x === 0) ? 0 : 2;",
  reduce: "const n = w.reduce((a, b) => a + b);",
  filter: "const n = w.filter((x) => x === 1).length;",
  "map and forEach": "let n = 0; w.map((x) => x).forEach((x) => { n += x; });",
  "find and findLast": "const n = w.find((x) => x === 0) ?? 2;",
  "sort with a comparison": "const n = w.toSorted((a, b) => a - b)[0] * 2;",
  "an array method on a view": "const n = Array.prototype.filter.call(w, (x) => x === 1).length;",
  "a method by call": "let n = 0; Int32Array.prototype.forEach.call(w, (x) => { n += x; });",
  "a method by apply": "const n = Reflect.apply(w.reduce, w, [(a, b) => a + b]);",
  "a bound method": "const n = w.reduce.bind(w)((a, b) => a + b);",
  "Array.from with a function": "const n = Array.from(w, (x) => x).filter(Boolean).length;",
  entries: "let n = 0; for (const [, x] of w.entries()) n += x;",
  "an iterator by hand": "const it = w[Symbol.iterator](); const n = it.next().value + it.next().value;",
  "an iterator's helpers": "const n = w.values().reduce((a, b) => a + b);",
  spread: "const n = Math.min(...w) * 2;",
  "spread of an object": "const c = { ...w }; const n = c[0] + c[1];",
  "an object pattern": "const { 0: a, 1: b } = w; const n = a + b;",
  "a computed pattern": "const k = 0; const { [k]: a, [k + 1]: b } = w; const n = a + b;",
  "a rest pattern": "const { 0: a, ...r } = w; const n = a + r[1];",
  "a nested pattern": "const [[a, b]] = [w]; const n = a + b;",
  "a pattern of parameters": "const f = ([a, b]) => a + b; const n = f(w);",
  "a default value": "const f = (a = w[0] + w[1]) => a; const n = f();",
  "parameters of a generator":
    "const f = function* ({ 0: a, 1: b }) { yield a + b; }; const n = f(w).next().value;",
  "an assignment pattern": "let a, b; [a, b] = w; const n = a + b;",
  "a caught pattern": "let n; try { throw w; } catch ([a, b]) { n = a + b; }",
  "a pattern in a loop's head": "let n; for (const [a, b] of [w]) n = a + b;",
  "a template": "const n = `${w}` === '1,1' ? 2 : 0;",
  "a tagged template": "const t = (s, v) => v[0] + v[1]; const n = t`a${w}`;",
  "an empty text": "const n = w + '' === '1,1' ? 2 : 0;",
  "a comparison with a text": "const n = w == '1,1' ? 2 : 0;",
  String: "const n = String(w) === '1,1' ? 2 : 0;",
  join: "const n = w.join('') === '11' ? 2 : 0;",
  "JSON.stringify": 'const n = JSON.stringify({ w }) === \'{"w":{"0":1,"1":1}}\' ? 2 : 0;',
  "JSON.stringify by another name":
    'const say = JSON.stringify; const n = [w].map(say)[0] === \'{"0":1,"1":1}\' ? 2 : 0;',
  "Object.assign": "const c = Object.assign({}, w); const n = c[0] + c[1];",
  "Object.values": "const n = Object.values(w).filter(Boolean).length;",
  "Reflect.get": "const n = Reflect.get(w, 0) + Reflect.get(w, 1);",
  Buffer: "const b = Buffer.from(w.buffer); const n = b.readInt32LE(0) + b.readInt32LE(4);",
  "Buffer.concat": "const b = Buffer.concat([Buffer.from(w.buffer)]); const n = b[0] + b[4];",
  DataView: "const v = new DataView(w.buffer); const n = v.getInt8(0) + v.getInt8(4);",
  "another view": "const v = new Uint8Array(w.buffer); const n = v[0] + v[4];",
  "a copy": "const v = new Float64Array(w); const n = v[0] + v[1];",
  "a part": "const n = w.subarray(0).reduce((a, b) => a + b);",
  "a clone": "const { c } = structuredClone({ c: w }); const n = `${c}` === '1,1' ? 2 : 0;",
  "the block's slice": "const v = new Int32Array(w.buffer.slice(0)); const n = v[0] + v[1];",
  "a constructor": "class S { constructor() { this.n = w[0] + w[1]; } } const { n } = new S();",
  "a derived constructor":
    "class A {} class S extends A { constructor() { super(); this.n = w[0] + w[1]; } } const { n } = new S();",
  "a field": "class S { n = w[0] + w[1]; } const { n } = new S();",
  "a static block": "let n; class S { static { n = w[0] + w[1]; } }",
  "a getter": "const o = { get n() { return w[0] + w[1]; } }; const n = o.n;",
  "a getter by key": "const o = { get n() { return w[0] + w[1]; } }; const k = 'n'; const n = o[k];",
  "a getter by defineProperty":
    "const o = Object.defineProperty({}, 'm', { get: () => w[0] + w[1] }); const n = o.m;",
  valueOf: "const o = { valueOf: () => w[0] + w[1] }; const n = o * 1;",
  "Symbol.toPrimitive": "const o = { [Symbol.toPrimitive]: () => w[0] + w[1] }; const n = +o;",
  toString: "const o = { toString: () => w.join('') }; const n = `${o}` === '11' ? 2 : 0;",
  toJSON: "const o = { toJSON: () => w[0] + w[1] }; const n = JSON.parse(JSON.stringify(o));",
  "a comparison of sort": "let n = 0; [1, 2].sort(() => { n = w[0] + w[1]; return 0; });",
  "a replacement": "let n = 0; 'x'.replace('x', () => { n = w[0] + w[1]; return ''; });",
  "a private method":
    "class S { #m() { return w[0] + w[1]; } n() { return this.#m(); } } const n = new S().n();",
  "a generator": "function* g() { yield w[0]; yield w[1]; } const [a, b] = g(); const n = a + b;",
  "a proxy": "const p = new Proxy(w, {}); const n = p[0] + p[1];",
  "a trap of a proxy": "const p = new Proxy({}, { get: () => w[0] + w[1] }); const n = p.n;",
  "Object.is": "const n = Object.is(w[0], 1) && Object.is(w[1], 1) ? 2 : 0;",
  "Atomics by reference": "const { load } = Atomics; const n = load(w, 0) + [1].map((i) => load(w, i))[0];",
};

const thread = (look: string) =>
  new Function(
    `return ({ w, closed }, me) => { Atomics.store(w, me, 1); ${look} if (n === 2) Atomics.add(closed, 0, 1); };`,
  )();

describe("a read of shared memory is a step, or voids the proof by name", () => {
  test.for(Object.entries(LOOKS))("%s", async ([, look]) => {
    const verdict = await explore({
      shared: () => ({ w: words(2), closed: words() }),
      threads: [thread(look), thread(look)],
      finally: ({ closed }: { closed: Int32Array }) => closed[0] === 1,
    } as never);
    if (verdict.failure) expect(verdict.failure.kind).toMatch(/wrong end|data race/);
    else {
      expect(verdict.covered).not.toBe("all");
      expect(verdict.summary).toMatch(/, outside .* at line 1/);
      expect(verdict.notes.join()).toContain("cannot be divided into steps");
    }
  });

  test("most of these ways are steps, so the bug is found", async () => {
    let found = 0;
    for (const look of Object.values(LOOKS)) {
      const { failure } = await explore({
        shared: () => ({ w: words(2), closed: words() }),
        threads: [thread(look), thread(look)],
        finally: ({ closed }: { closed: Int32Array }) => closed[0] === 1,
      } as never);
      if (failure?.kind === "wrong end") found++;
    }
    expect(found).toBeGreaterThan(Object.keys(LOOKS).length * 0.75);
  });
});

describe("a write by a built-in function is seen as a write", () => {
  const WRITES: Readonly<Record<string, string>> = {
    "Buffer.writeInt32LE": "Buffer.from(w.buffer).writeInt32LE(1, 0)",
    "Buffer.writeDoubleLE": "Buffer.from(w.buffer).writeFloatLE(1, 0)",
    "Buffer.write": "Buffer.from(w.buffer).write('abcd')",
    "Buffer.swap32": "Buffer.from(w.buffer).fill(1).swap32()",
    "Buffer.fill": "Buffer.from(w.buffer).fill(1)",
    "Buffer.copy": "Buffer.from([1, 1, 1, 1]).copy(Buffer.from(w.buffer))",
    "Reflect.set": "Reflect.set(w, 0, 1)",
    "Object.assign": "Object.assign(w, [1])",
    "Object.defineProperty": "Object.defineProperty(w, 0, { value: 1 })",
    set: "w.set([1])",
    fill: "w.fill(1)",
    "DataView.setInt32": "new DataView(w.buffer).setInt32(0, 1)",
    encodeInto: "new TextEncoder().encodeInto('a', new Uint8Array(w.buffer, 0, 1))",
  };

  test.for(Object.entries(WRITES))("%s races with a read", async ([, code]) => {
    const verdict = await explore({
      shared: () => ({ w: words() }),
      threads: [new Function(`return ({ w }) => { ${code}; };`)(), ({ w }: { w: Int32Array }) => w[0]],
    } as never);
    expect(verdict.failure?.kind, verdict.summary).toBe("data race");
  });

  test.for(Object.entries(WRITES))("a thread that spins on the word is woken by %s", async ([, code]) => {
    const verdict = await explore({
      shared: () => ({ w: words() }),
      failOnRace: false,
      threads: [
        new Function(`return ({ w }) => { ${code}; };`)(),
        ({ w }: { w: Int32Array }) => {
          while (Atomics.load(w, 0) === 0);
        },
      ],
    } as never);
    expect(verdict.failure).toBeNull();
  });
});

test.for([
  "readInt32LE(0)",
  "readUInt8(3)",
  "readFloatBE(0)",
  "readIntLE(0, 3)",
  "copy(Buffer.alloc(4))",
  "toString('hex')",
])("Buffer.%s races with a write", async (read) => {
  const verdict = await explore({
    shared: () => ({ w: words() }),
    threads: [
      ({ w }: { w: Int32Array }) => {
        w[0] = 1;
      },
      new Function(`return ({ w }) => { Buffer.from(w.buffer).${read}; };`)(),
    ],
  } as never);
  expect(verdict.failure?.kind, verdict.summary).toBe("data race");
});

test("methods of Buffer touch the bytes that they name, and no others", async () => {
  const verdict = await explore({
    shared: () => ({ w: words(4) }),
    threads: [
      ({ w }: { w: Int32Array }) => {
        w[3] = 1;
      },
      ({ w }: { w: Int32Array }) => {
        const bytes = Buffer.from(w.buffer as never as ArrayBuffer);
        bytes.copy(bytes, 4, 0, 4);
        Buffer.from("abcdef").copy(bytes, 0, 1, 3);
        new TextEncoder().encodeInto("abc", bytes);
        return [bytes.readDoubleLE(0), bytes.readUInt16BE(10)];
      },
    ],
    seconds: 3600,
  } as never);
  expect(verdict.failure).toBeNull();
  expect(verdict.covered, verdict.summary).toBe("all");
});

describe("a view that is only passed on is not read", () => {
  const PASSED: Readonly<Record<string, string>> = {
    "at one index": "w.at(0)",
    console: "console.log(w)",
    "a list": "[].push(w)",
    "a map": "new Map().set('w', w)",
    "a set": "new Set().add(w)",
    "Array.isArray": "Array.isArray(w)",
    "Object.is": "Object.is(w, w)",
    "a function": "((x) => x)(w)",
    "a field": "new (class { constructor(x) { this.x = x; } })(w)",
    "another view": "new Uint8Array(w.buffer)",
    "its length": "[w.length, w.byteLength, Object.keys(w), 0 in w]",
    "a promise": "Promise.resolve(w)",
    "a part": "w.subarray(0, 1)",
  };

  test.for(Object.entries(PASSED))("%s", async ([, code]) => {
    const verdict = await explore({
      shared: () => ({ w: words(2) }),
      threads: [
        ({ w }: { w: Int32Array }) => {
          w[1] = 5;
        },
        new Function(`return ({ w }) => { ${code}; return Atomics.load(w, 0); };`)(),
      ],
    } as never);
    expect(verdict.failure).toBeNull();
    expect(verdict.covered).toBe("all");
  });
});

describe("code inside constructors, executors and bound functions is divided into steps", () => {
  const ADDS: Readonly<Record<string, string>> = {
    constructor:
      "class T { constructor() { const seen = Atomics.load(w, 0); Atomics.store(w, 0, seen + 1); } } new T();",
    executor:
      "await new Promise((done) => { const seen = Atomics.load(w, 0); Atomics.store(w, 0, seen + 1); done(); });",
    "a bound function":
      "const add = () => { const seen = Atomics.load(w, 0); Atomics.store(w, 0, seen + 1); }; add.bind(null)();",
    "a default value": "const f = (seen = Atomics.load(w, 0), _ = Atomics.store(w, 0, seen + 1)) => 0; f();",
    "a tagged template":
      "const t = () => { const seen = Atomics.load(w, 0); Atomics.store(w, 0, seen + 1); }; t`x`;",
    "Promise.try":
      "await Promise.try(() => { const seen = Atomics.load(w, 0); Atomics.store(w, 0, seen + 1); });",
    "a setter":
      "const o = { set x(v) { const seen = Atomics.load(w, 0); Atomics.store(w, 0, seen + v); } }; o['x'] = 1;",
  };

  test.for(Object.entries(ADDS))("%s: the lost update is found", async ([, code]) => {
    const add = new Function(
      `return ${code.includes("await") ? "async " : ""}({ w }) => { Atomics.load(w, 1); ${code} };`,
    )();
    const verdict = await explore({
      shared: () => ({ w: words(2) }),
      threads: [add, add],
      finally: ({ w }: { w: Int32Array }) => w[0] === 2,
    } as never);
    expect(verdict.failure?.kind).toBe("wrong end");
    expect(verdict.failure?.preemptions).toBe(1);
  });
});

test.each([
  ["a function", "(() => {}).constructor('w', 'w[0] = 1')(w)"],
  ["an asynchronous function", "(async () => {}).constructor('w', 'w[0] = 1')(w)"],
  ["a generator", "(function* () {}).constructor('w', 'w[0] = 1')(w).next()"],
  ["a generator by new", "new ((function* () {}).constructor)('w', 'w[0] = 1')(w).next()"],
  ["an asynchronous generator", "(async function* () {}).constructor('w', 'w[0] = 1')(w).next()"],
])("code that is made from text as %s is refused", async (_, code) => {
  const search = explore({
    shared: () => ({ w: words() }),
    threads: [new Function(`return ({ w }) => { ${code}; };`)(), ({ w }: { w: Int32Array }) => w[0]],
  } as never);
  await expect(search).rejects.toThrow(/code that is made from text/);
});
