// `using` at the top of a cell closes at the cell's end.
const journal: string[] = [];
// %%
using held = { [Symbol.dispose]() { journal.push("closed"); } };
journal.push("open");
// %%
const seenInJournal = journal.join(" ");
const answer = () => seenInJournal;
// expect: "open closed"
// expect in check: "open" because a check puts the cells together, and what they hold is closed at the end of all
