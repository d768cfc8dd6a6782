// A file of the ending .mjs that imports JSON.
import { length as jsonLength } from "./modules/reads-json.mjs";
// %%
const answer = () => jsonLength;
// expect: 3
// expect in check: throws Cannot find module because a check reads no files beside the notebook
