// `satisfies`, `as const` and const type parameters.
const palette = { red: [255, 0, 0], name: "warm" } satisfies Record<string, string | number[]>;
const tuple = <const T extends readonly unknown[]>(value: T) => value;
// %%
const answer = () => { const pair = tuple(["a", 1]); const first: "a" = pair[0]; return [palette.name.toUpperCase(), first, palette.red.length]; };
// expect: ["WARM", "a", 3]
