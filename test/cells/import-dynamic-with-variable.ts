// `import()` of a name that is computed.
const moduleName = ["node", "path"].join(":");
// %%
const answer = async () => (await import(moduleName)).posix.join("x", "y");
// expect: "x/y"
