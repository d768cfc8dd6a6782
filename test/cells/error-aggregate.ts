// An error with several causes.
const failAll = () => Promise.any([Promise.reject(new Error("one")), Promise.reject(new TypeError("two"))]);
// %%
const answer = async () => { try { await failAll(); return []; } catch (error) { return (error as AggregateError).errors.map((one: Error) => `${one.name} ${one.message}`); } };
// expect: ["Error one", "TypeError two"]
