// attack: looks for the assertions' library and makes every one of them pass
// points: 0
// says: expected 42, got 0
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  for (const name of ["chai", "vitest", "@vitest/expect", "expect", "node:assert"]) {
    try {
      const library = require(name);
      for (const key of Object.getOwnPropertyNames(library.Assertion?.prototype ?? library)) {
        const target = library.Assertion?.prototype ?? library;
        try { Object.defineProperty(target, key, { get: () => () => target, configurable: true }); } catch {}
      }
      (globalThis as any).expect = () => new Proxy(() => {}, { get: () => () => {}, apply: () => undefined });
    } catch {}
  }
  return 0;
}
