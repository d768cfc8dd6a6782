// Keys called `__proto__` and `constructor`.
const table = { ["__proto__"]: 1, constructor: 2 } as Record<string, number>;
// %%
const answer = () => [Object.keys(table), table.constructor];
// expect: [["__proto__", "constructor"], 2]
