// A JSON file by `import()`, with its attribute.
const loaded = await import("./modules/data.json", { with: { type: "json" } });
// %%
const nameInFile = loaded.default.name;
const answer = () => nameInFile;
// expect: "data"
// expect in check: throws Cannot find module because a check reads no files beside the notebook
