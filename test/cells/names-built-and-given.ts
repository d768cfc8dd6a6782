// Names of the machinery that builds agents in a worker.
const built = 5, given = 7, imports = 1, star = 2, byDefault = 3, define = 4, value = 6;
// %%
const answer = () => built + given + imports + star + byDefault + define + value;
// expect: 28
