// A name of a later cell is not known yet.
// fails: Cannot find name 'comesLater'
const tooEarly = comesLater + 1;
// %%
const comesLater = 1;
// %%
const answer = () => comesLater;
// expect: 1
