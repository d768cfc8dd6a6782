// Names of a module of Node, one under another name.
import { join as glue, sep } from "node:path";
// %%
const answer = () => glue("a", "b").split(sep);
// expect: ["a", "b"]
