// A thrown object, caught.
const throwObject = () => { throw { status: 500, body: "x" }; };
// %%
const answer = () => { try { throwObject(); } catch (thrown) { return thrown; } return "none"; };
// expect: { status: 500, body: "x" }
