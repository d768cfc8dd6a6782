// Unions and intersections of sets.
const odds = new Set([1, 3, 5]), small = new Set([1, 2, 3]);
// %%
const answer = () => [[...odds.union(small)], [...odds.intersection(small)], [...odds.difference(small)], odds.isSubsetOf(small)];
// expect: [[1, 3, 5, 2], [1, 3], [5], false]
