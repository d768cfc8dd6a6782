// Two files that import each other.
import { isEven } from "./modules/even.ts";
// %%
const answer = () => [isEven(10), isEven(7)];
// expect: [true, false]
// expect in check: throws Cannot find module because a check reads no files beside the notebook
