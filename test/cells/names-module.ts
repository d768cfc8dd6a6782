// Names called `module`, `__filename` and `__dirname`.
const module = { name: "mine" };
const __filename = "cell", __dirname = "notebook";
// %%
const answer = () => [module.name, __filename, __dirname];
// expect: ["mine", "cell", "notebook"]
