// `Object.groupBy` and `Map.groupBy`.
const words = ["ant", "bee", "cat", "wasp"];
// %%
const answer = () => [Object.groupBy(words, (word) => String(word.length))["3"], Map.groupBy(words, (word) => word.length).get(4)];
// expect: [["ant", "bee", "cat"], ["wasp"]]
