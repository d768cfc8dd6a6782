// `import.meta` in a cell is refused at its own place, or it works.
const metaUrl = typeof import.meta.url;
// %%
const answer = () => metaUrl;
// expect: "string"
