// A file that awaits while it loads.
import { ready } from "./modules/slow.ts";
// %%
const answer = () => ready;
// expect: 7
// expect in check: throws Cannot find module because a check reads no files beside the notebook
