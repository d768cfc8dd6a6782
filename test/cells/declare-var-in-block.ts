// A `var` inside a block belongs to the whole notebook, as it belongs to a whole script.
if (true) {
  var hoistedValue = 5;
}
// %%
const answer = () => hoistedValue + 1;
// expect: 6
