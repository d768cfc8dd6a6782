// Types that are inferred from generic functions of an earlier cell.
const groupBy9 = <T, K extends PropertyKey>(items: readonly T[], keyOf: (item: T) => K) => { const groups = {} as Record<K, T[]>; for (const item of items) (groups[keyOf(item)] ??= []).push(item); return groups; };
// %%
const byLength = groupBy9(["a", "bb", "cc"], (word) => (word.length === 1 ? "short" : "long"));
// %%
const answer = () => [byLength.long.length, byLength.short[0].toUpperCase()];
// expect: [2, "A"]
