// A function that is declared again: its callers call the newest one.
function step2() { return "old"; }
function callStep() { return step2(); }
// %%
function step2() { return "new"; }
// %%
const answer = () => callStep();
// expect: "new"
