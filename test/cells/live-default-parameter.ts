// A default of a parameter is read at each call.
let defaultStep = 1;
const stepped = (n: number, step = defaultStep) => n + step;
// %%
defaultStep = 10;
// %%
const answer = () => [stepped(1), stepped(1, 2)];
// expect: [11, 3]
