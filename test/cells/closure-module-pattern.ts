// A function that is called at once, and keeps its variables.
const registry = (() => { const items: string[] = ["first"]; return { items, size: () => items.length }; })();
// %%
const answer = () => registry.size();
// expect: 1
// expect in thread, process: throws `items` because the variable stands inside a function, and does not go with it
