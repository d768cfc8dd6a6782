// One statement declares several names, one of them a function.
let firstOfTwo = 1, secondOfTwo = () => firstOfTwo + 1;
// %%
firstOfTwo = 5;
// %%
const answer = () => secondOfTwo();
// expect: 6
