// A file that asks where it lies.
import { fileName, isUrl } from "./modules/here.ts";
// %%
const answer = () => [fileName, isUrl];
// expect: ["here.ts", true]
// expect in check: throws Cannot find module because a check reads no files beside the notebook
