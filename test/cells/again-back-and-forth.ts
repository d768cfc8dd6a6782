// A name that is a constant, a function, a class and a constant again.
const shifting = 1;
// %%
function shifting() { return 2; }
// %%
class shifting { three = 3; }
// %%
const shifting = "four";
// %%
const answer = () => shifting.length;
// expect: 4
