// `using` at the top of a cell closes at the cell's end.
const journal: string[] = [];
// %%
using held = { [Symbol.dispose]() { journal.push("closed"); } };
journal.push("open");
// %%
const seenInJournal = journal.join(" ");
const answer = () => seenInJournal;
// expect: "open closed"
