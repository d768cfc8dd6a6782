// A constant called `Promise` is the learner's, also where functions await.
const waits = async () => { await null; return 1; };
const Promise = "a word";
// %%
const answer = async () => [await waits(), Promise];
// alone: it hides a global name from the cells behind it
// expect: [1, "a word"]
