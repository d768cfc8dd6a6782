// `Promise.withResolvers`, `Promise.try`, `Array.fromAsync`.
const answer = async () => { const { promise, resolve } = Promise.withResolvers<number>(); resolve(1); return [await promise, await Promise.try(() => 2), await Array.fromAsync([Promise.resolve(3)])]; };
// expect: [1, 2, [3]]
