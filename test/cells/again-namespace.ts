// A namespace in a later cell replaces the earlier one.
namespace Tools { export const one = 1; }
// %%
namespace Tools { export const two = 2; }
// %%
const answer = () => Object.keys(Tools);
// expect: ["two"]
