// An error of one's own class that nothing catches.
class LimitError extends Error { override name = "LimitError"; }
// %%
const answer = () => { throw new LimitError("over the limit"); };
// expect: throws LimitError: over the limit
