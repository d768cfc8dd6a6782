// A parameter and an inner variable of the same name are others.
let sameName = 1;
const shadowing = (sameName: number) => {
  { let sameName = 5; sameName += 1; }
  return sameName;
};
// %%
sameName = 100;
// %%
const answer = () => [shadowing(2), sameName];
// expect: [2, 100]
