// A message names the learner's names and nothing of the machinery.
const notCallable = 5 as unknown as () => void;
const holder9: { member?: () => void } = {};
// %%
const messageOf = (call: () => void) => { try { call(); return ""; } catch (error) { return (error as Error).message; } };
// %%
const answer = () => [messageOf(() => notCallable()), messageOf(() => holder9.member!())];
// expect: ["notCallable is not a function", "holder9.member is not a function"]
