// `import()` of a package, in a function and at top level.
const { default: micro } = await import("markdown-it");
// %%
const later2 = async () => (await import("node:os")).EOL.length;
// %%
const answer = async () => [await later2(), new micro().render("*a*").trim()];
// expect: [1, "<p><em>a</em></p>"]
