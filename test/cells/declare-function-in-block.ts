// A function in a block belongs to the block.
if (true) {
  function onlyHere() { return 1; }
  onlyHere();
}
// %%
// fails: Cannot find name 'onlyHere'
onlyHere();
// %%
const answer = () => 2;
// expect: 2
