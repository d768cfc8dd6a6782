// Names of the worker's own things.
const context = 1, input = 2, scope = 3, bundle = 4, code = 5, run = 6, result = 7, restore = 8, revive = 9;
// %%
const answer = () => context + input + scope + bundle + code + run + result + restore + revive;
// expect: 45
