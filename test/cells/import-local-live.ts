// A binding of a module is live: it moves when the module assigns it.
import { bump, counter, reset } from "./modules/counter.ts";
// %%
const answer = () => { reset(); const before = counter; bump(); return [before, counter]; };
// expect: [0, 1]
// expect in check: throws Cannot find module because a check reads no files beside the notebook
// expect in thread, process: [0, 0] because a worker takes what is imported as it is at its start
