// `declare global` adds to types of every cell.
declare global {
  interface Array<T> { lastOfAll?: () => T }
}
// %%
const answer = () => {
  const list = [1, 2];
  list.lastOfAll = () => 2;
  return list.lastOfAll();
};
// expect: 2
