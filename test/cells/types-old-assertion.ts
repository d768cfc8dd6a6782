// The older way to say a type, and one in the middle of a call.
const looseValue: unknown = { n: 4 };
const strictValue = <{ n: number }>looseValue;
// %%
const answer = () => (<number>strictValue.n) + (looseValue as { n: number }).n;
// expect: 8
