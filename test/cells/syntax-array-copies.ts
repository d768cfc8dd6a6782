// Methods that copy an array.
const unsorted = [3, 1, 2];
// %%
const answer = () => [unsorted.toSorted(), unsorted.toReversed(), unsorted.with(0, 9), unsorted.toSpliced(0, 2), unsorted.findLast((n) => n > 1), unsorted.at(-1), unsorted];
// expect: [[1, 2, 3], [2, 1, 3], [9, 1, 2], [2], 2, 2, [3, 1, 2]]
