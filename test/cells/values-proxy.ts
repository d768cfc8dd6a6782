// A proxy made by a function.
const recorder = <T extends object>(target: T, log: PropertyKey[]) => new Proxy(target, { get: (object, key) => { log.push(key); return Reflect.get(object, key); } });
// %%
const answer = () => { const log: PropertyKey[] = []; const seen = recorder({ a: 1, b: 2 }, log); return [seen.a + seen.b, log]; };
// expect: [3, ["a", "b"]]
