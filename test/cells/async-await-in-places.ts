// `await` at the top of a cell, in every place.
const late1 = async <T>(value: T) => { await null; return value; };
// %%
const text1 = `${await late1("a")}b`;
const object1 = { [await late1("key")]: await late1(1), ...(await late1({ c: 3 })) };
const numbers1: number[] = [];
for (const n of await late1([1, 2])) if (await late1(n > 1)) numbers1.push(await late1(n));
const chosen1 = (await late1(true)) ? await late1("yes") : "no";
// %%
const answer = () => [text1, object1, numbers1, chosen1];
// expect: ["ab", { key: 1, c: 3 }, [2], "yes"]
