// Loops of every kind run over variables of another cell.
let key1 = "", item1 = 0, part1 = 0;
const seenKeys = () => [key1, item1, part1];
// %%
for (key1 in { a: 1, b: 2 });
for (item1 of [1, 2, 3]);
for ([part1] of [[7], [8]]);
// %%
const answer = () => seenKeys();
// expect: ["b", 3, 8]
