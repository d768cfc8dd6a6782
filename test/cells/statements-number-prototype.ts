// A helper cell adds a method to every number.
(Number.prototype as any).squared = function () { return Number(this) ** 2; };
// %%
const answer = () => (5 as any).squared();
// alone: it changes every number
// expect: 25
// expect in thread, process: throws squared is not a function because a worker has its own Number, and the agent names nothing that would bring the change
