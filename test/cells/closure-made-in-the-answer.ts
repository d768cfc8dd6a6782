// A function with a variable of its own, made where it is used.
function makeAdder(by: number) { let total = 0; return (n: number) => (total += n * by); }
// %%
const answer = () => { const add2 = makeAdder(2); add2(1); return add2(2); };
// expect: 6
