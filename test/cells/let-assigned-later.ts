// A function reads the `let` that a later cell assigned.
let visits = 0;
function visit() {
  visits += 1;
  return visits;
}
// %%
visits = 10;
// %%
const answer = () => visit();
// expect: 11
