// An error of an async function, caught and not caught.
const rejects = async (): Promise<number> => { await null; throw new TypeError("rejected"); };
// %%
const answer = async () => { try { return await rejects(); } catch (error) { return (error as Error).message; } finally { await null; } };
// expect: "rejected"
