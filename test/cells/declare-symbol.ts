// A symbol as the key of a property, in several cells.
const secretKey = Symbol("secret");
const keeper = () => ({ [secretKey]: 7, open: 1 });
// %%
const answer = () => [keeper()[secretKey], Object.keys(keeper())];
// expect: [7, ["open"]]
// expect in thread, process: throws secretKey cannot be sent to a worker because a symbol equals nothing but itself, so that a copy would be another one
