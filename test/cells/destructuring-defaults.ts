// Defaults, renaming, rest and nesting.
const { a: firstA = 1, b: { c: innerC = 2, ...others } = { c: undefined, d: 4 }, ...restOf } = { e: 5 } as { a?: number; b?: { c?: number; d: number }; e: number };
// %%
const answer = () => [firstA, innerC, others, restOf];
// expect: [1, 2, { d: 4 }, { e: 5 }]
