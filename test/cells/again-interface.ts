// An interface in a later cell replaces the earlier one and does not add to it.
interface Reply { first: number }
// %%
interface Reply { second: number }
const makeReply = (): Reply => ({ second: 2 });
// %%
const answer = () => makeReply();
// expect: { second: 2 }
