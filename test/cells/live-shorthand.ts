// A shorthand property has the newest value.
let shortName = 1;
const asObject = () => ({ shortName });
// %%
shortName = 2;
// %%
const answer = () => asObject();
// expect: { shortName: 2 }
