// attack: returns a proxy that agrees with everything it is asked
// points: 0
// says: ran past 3 s
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const agreeable: any = new Proxy(function () {}, { get: (_t, key) => (key === Symbol.toPrimitive ? () => 42 : agreeable), apply: () => agreeable, has: () => true, ownKeys: () => ["a", "b", "prototype"], getOwnPropertyDescriptor: (_t, key) => (key === "prototype" ? Object.getOwnPropertyDescriptor(function () {}, "prototype") : { value: agreeable, configurable: true, enumerable: true }) });
  return agreeable;
}
