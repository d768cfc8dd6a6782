// `import()` of a file, in a function of a cell and in a function of a module.
import { later } from "./modules/lazy.ts";
// %%
const readSlow = async () => (await import("./modules/slow.ts")).ready;
// %%
const answer = async () => [await readSlow(), await later()];
// expect: [7, 14]
// expect in check: throws Cannot find module because a check reads no files beside the notebook
