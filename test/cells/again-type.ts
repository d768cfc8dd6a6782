// A type that is declared again replaces the earlier one.
type Entry2 = { id: number };
// %%
type Entry2 = { key: string };
const keyOf = (entry: Entry2) => entry.key;
// %%
const answer = () => keyOf({ key: "k" });
// expect: "k"
