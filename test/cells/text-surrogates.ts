// Signs outside the basic plane, and texts in several scripts.
const emoji = "👩‍🚀 in 空間";
// %%
const answer = () => [[...emoji].length, emoji.at(-1), new Intl.Segmenter("en").segment("👩‍🚀!")[Symbol.iterator]().next().value?.segment];
// expect: [9, "間", "👩‍🚀"]
