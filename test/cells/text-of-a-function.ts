// What a function looks like as text has the learner's own names.
const FREE = 4;
function usesFree(n: number) { return n + FREE; }
// %%
const answer = () => [usesFree(1), /\bexports\b/.test(usesFree.toString())];
// expect: [5, false]
