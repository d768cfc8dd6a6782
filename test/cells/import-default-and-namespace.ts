// A default import and a namespace import of one module.
import path3 from "node:path";
import * as pathAll from "node:path";
// %%
const answer = () => [path3.basename("a/b.ts"), pathAll.extname("a/b.ts")];
// expect: ["b.ts", ".ts"]
