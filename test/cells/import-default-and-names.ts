// A default import and names in one statement.
import fsDefault, { existsSync } from "node:fs";
// %%
const answer = () => [typeof fsDefault.readFileSync, existsSync("/")];
// expect: ["function", true]
