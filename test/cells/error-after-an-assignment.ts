// A cell that fails after an assignment has assigned all the same.
let assignedFirst = 1;
const readAssigned = () => assignedFirst;
// %%
// fails: TypeError: after it
assignedFirst = 2;
throw new TypeError("after it");
// %%
const answer = () => readAssigned();
// expect: 2
