// `in` and `delete`.
const bag: Record<string, number> = { a: 1, b: 2 };
// %%
delete bag.a;
// %%
const answer = () => ["a" in bag, Object.keys(bag)];
// expect: [false, ["b"]]
