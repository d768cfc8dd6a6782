// Values of every kind that can be copied.
const everything = { list: [1, , 3], date: new Date(0), map: new Map([[{ a: 1 }, new Set([1])]]), re: /a+/gi, big: 10n ** 30n, bytes: new Uint8Array([1, 2]), nothing: undefined, nan: Number.NaN, minus: -0 };
// %%
const answer = () => everything;
// expect: { list: [1, , 3], date: new Date(0), map: new Map([[{ a: 1 }, new Set([1])]]), re: /a+/gi, big: 10n ** 30n, bytes: new Uint8Array([1, 2]), nothing: undefined, nan: Number.NaN, minus: -0 }
