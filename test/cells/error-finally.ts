// `finally` runs, and its `return` wins.
function lastWord(): string { try { throw new Error("lost"); } catch (error) { return (error as Error).message; } finally { wordsSaid.push("finally"); } }
const wordsSaid: string[] = [];
// %%
const answer = () => { wordsSaid.length = 0; return [lastWord(), wordsSaid]; };
// expect: ["lost", ["finally"]]
