// A class called `Map` hides the global one.
class Map { readonly kind = "mine"; }
// %%
const makeMap = () => new Map();
// %%
const answer = () => makeMap().kind;
// alone: it hides a global name from the cells behind it
// expect: "mine"
