// A constant that a helper cell freezes.
const frozenLater = { a: 1 };
// %%
Object.freeze(frozenLater);
// %%
const answer = () => { try { (frozenLater as { a: number }).a = 2; return "changed"; } catch (error) { return (error as Error).name; } };
// expect: "TypeError"
// expect in thread, process: "changed" because a copy of an object is not frozen
