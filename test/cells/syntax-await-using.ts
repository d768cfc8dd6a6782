// `await using` waits for the closing.
const closing: string[] = [];
// %%
async function hold() { await using one = { async [Symbol.asyncDispose]() { await null; closing.push("closed"); } }; closing.push("used"); return one !== undefined; }
// %%
const answer = async () => { closing.length = 0; return [await hold(), closing]; };
// expect: [true, ["used", "closed"]]
