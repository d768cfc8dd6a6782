// A rejection that the answer does not catch.
const alwaysRejects = async () => { throw new RangeError("too far"); };
// %%
const answer = async () => alwaysRejects();
// expect: throws RangeError: too far
