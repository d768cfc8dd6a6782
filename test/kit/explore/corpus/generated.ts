import fc from "../../../fast-check.ts";

/*
 * Programs by a grammar. A program has a few variables, `w`, and a log; every expression is cheap, every loop ends.
 */
type Text = fc.Arbitrary<string>;

const NAMES = ["a", "b", "c"] as const;
const name = fc.constantFrom(...NAMES);
const index = fc.constantFrom("0", "1", "2", "3", "a & 3", "(b + 1) & 3");
const binary = fc.constantFrom("+", "-", "*", "|", "&", "^", "<", ">", "===", "!==", "==", ",");
const logical = fc.constantFrom("&&", "||", "??");

const join = (parts: readonly Text[], make: (...parts: string[]) => string): Text =>
  fc.tuple(...parts).map((texts) => make(...(texts as string[])));

const { statement } = fc.letrec<{ expression: string; statement: string; block: string }>((tie) => {
  const inner = tie("expression");
  const code = tie("statement");
  const block = tie("block");
  const depth = { depthSize: "xsmall" as const, withCrossShrink: true };
  return {
    expression: fc.oneof(
      depth,
      name,
      fc.integer({ min: -3, max: 9 }).map((n) => (n < 0 ? `(${n})` : String(n))),
      index.map((i) => `w[${i}]`),
      index.map((i) => `Atomics.load(w, ${i})`),
      join([inner, binary, inner], (x, o, y) => `(${x} ${o} ${y})`),
      join([inner, logical, inner], (x, o, y) => `((${x}) ${o} (${y}))`),
      join([inner, inner, inner], (x, y, z) => `(${x} ? ${y} : ${z})`),
      join(
        [name, fc.constantFrom("=", "+=", "-=", "||=", "??=", "&&="), inner],
        (n, o, x) => `(${n} ${o} ${x})`,
      ),
      join([index, fc.constantFrom("=", "+=", "|=", "^="), inner], (i, o, x) => `(w[${i}] ${o} ${x})`),
      join([name], (n) => `${n}++`),
      join([index, inner], (i, x) => `Atomics.add(w, ${i}, ${x})`),
      join([inner, inner], (x, y) => `[${x}, ${y}].reduce((s, x) => s + x, 0)`),
      join([inner, inner], (x, y) => `(([p, q = ${y}]) => p - q)([${x}])`),
      join([inner, inner], (x, y) => `((p, q = p + ${y}) => p * q)(${x})`),
      join([inner, inner], (x, y) => `(({ p, ...r }) => p + Object.keys(r).length)({ p: ${x}, q: ${y} })`),
      join([inner], (x) => `[...(function* () { yield ${x}; yield* [1, 2]; })()].length`),
      join([inner], (x) => `say(${x})`),
      join(
        [inner, inner],
        (x, y) =>
          `new (class { #v = ${x}; constructor(d) { this.d = d; } get v() { return this.#v - this.d; } })(${y}).v`,
      ),
      join([inner], (x) => `\`\${${x}}\`.length`),
      join([inner], (x) => `({ m(y) { return say(y) + this.n; }, n: 2 }).m(${x})`),
    ),
    statement: fc.oneof(
      depth,
      join([inner], (x) => `${x};`),
      join([inner], (x) => `say(${x});`),
      join([inner, block, block], (x, p, q) => `if (${x}) ${p} else ${q}`),
      join([block], (p) => `for (let i = 0; i < 3; i++) ${p}`),
      join([inner, inner, block], (x, y, p) => `for (const i of [${x}, ${y}]) ${p}`),
      join([block, block], (p, q) => `try ${p} catch { say("c"); } finally ${q}`),
      join([inner, block], (x, p) => `{ let k = 0; while (k++ < 2) { if (${x}) continue; ${p} } }`),
      join(
        [inner, code, code],
        (x, p, q) => `switch ((${x}) & 1) { case 0: { ${p} break; } default: { ${q} } }`,
      ),
      join([inner, inner], (x, y) => `[a, b] = [${x}, ${y}];`),
      join([inner, inner], (x, y) => `({ p: c, q: w[1] = ${y} } = { p: ${x} });`),
      join([inner], (x) => `if (${x}) throw new Error("t");`),
      join(
        [inner],
        (x) =>
          `outer: for (const i of [1, 2]) { for (const j of [1, 2]) { if (j === i) continue outer; ${x}; } }`,
      ),
      join([inner, block], (x, p) => `{ const f = () => ${p}; f(); say(typeof f, ${x}); }`),
    ),
    block: fc.array(code, { minLength: 1, maxLength: 3 }).map((parts) => `{ ${parts.join(" ")} }`),
  };
});

const frame = (body: string) =>
  `let a = 1, b = 2, c = 3; const log = []; const say = (...x) => { log.push(...x); return x[0]; }; try { ${body} } catch (e) { say(e.message); } return [a, b, c, log, [...w]];`;

/** Programs without jobs. */
export const plainPrograms: Text = fc
  .array(statement, { minLength: 1, maxLength: 5 })
  .map((parts) => frame(parts.join(" ")));

const { job } = fc.letrec<{ job: string; jobs: string }>((tie) => {
  const jobs = tie("jobs");
  const value = fc.constantFrom(
    "1",
    "Promise.resolve(2)",
    "Promise.resolve(Promise.resolve(3))",
    "null",
    "{ then(f) { f(4); } }",
    "(async () => 5)()",
    "new Promise((f) => f(6))",
    "new Promise((f) => f(Promise.resolve(7)))",
  );
  return {
    job: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constant("say(n++);"),
      value.map((v) => `say(String(await ${v === "null" ? v : `(${v})`}));`),
      value.map((v) => `Promise.resolve(${v}).then((x) => say("t" + x + n++));`),
      value.map((v) => `Promise.reject(0).catch(() => (${v})).then((x) => say("r" + x + n++));`),
      value.map((v) => `Promise.resolve().finally(() => (${v})).then(() => say("f" + n++));`),
      join([value, value], (v, u) => `Promise.all([${v}, ${u}]).then((x) => say("a" + x + n++));`),
      join([value, value], (v, u) => `Promise.race([${v}, ${u}]).then((x) => say("q" + x + n++));`),
      join([jobs], (p) => `(async () => { ${p} })();`),
      join([jobs], (p) => `await (async () => { ${p} })();`),
      join([jobs], (p) => `queueMicrotask(async () => { ${p} });`),
      join(
        [jobs],
        (p) =>
          `try { ${p} await Promise.reject(new Error("e")); } catch { say("c" + n++); } finally { say("y"); }`,
      ),
      join([value, value], (v, u) => `for await (const x of [${v}, ${u}]) say("l" + x + n++);`),
      join(
        [value, jobs],
        (v, p) =>
          `for await (const x of (async function* () { yield ${v}; ${p} return 9; })()) say("g" + x + n++);`,
      ),
      join(
        [value],
        (v) =>
          `for await (const x of (async function* () { yield* (async function* () { yield ${v}; })(); })()) say("d" + x + n++);`,
      ),
    ),
    jobs: fc.array(tie("job"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" ")),
  };
});

/** Programs whose order of jobs shows in the log. */
export const jobPrograms: Text = fc
  .array(job, { minLength: 1, maxLength: 4 })
  .map(
    (parts) =>
      `let n = 0; const log = []; const say = (x) => { log.push(x); }; ${parts.join(" ")} await new Promise((f) => setTimeout(f, 1)); return log;`,
  );
