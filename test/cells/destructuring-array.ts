// Arrays with holes, defaults and a rest.
const [headOf, , thirdOf = 30, ...tailOf] = [1, 2, undefined, 4, 5];
// %%
const answer = () => [headOf, thirdOf, tailOf];
// expect: [1, 30, [4, 5]]
