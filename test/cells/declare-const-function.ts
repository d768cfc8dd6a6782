// A function in a constant, with a constant that it reads.
const rate = 0.25;
const taxed = (price: number) => price * (1 + rate);
// %%
const answer = () => taxed(8);
// expect: 10
