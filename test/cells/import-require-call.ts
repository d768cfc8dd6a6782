// `require` in a cell.
const { join: joined9 } = require("node:path") as typeof import("node:path");
// %%
const answer = () => joined9("a", "..", "b");
// expect: "b"
