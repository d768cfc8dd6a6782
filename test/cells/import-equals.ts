// `import … = require()`.
import nodePath = require("node:path");
// %%
const answer = () => nodePath.posix.join("a", "b");
// expect: "a/b"
