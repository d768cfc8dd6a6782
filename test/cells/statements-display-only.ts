// A statement that only shows something changes nothing.
const shownTotal = 5;
// %%
console.log("shown", shownTotal);
shownTotal;
// %%
const answer = () => shownTotal * 2;
// expect: 10
