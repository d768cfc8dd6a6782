// An error that a file throws.
import { failing as failingInModule } from "./modules/fails.ts";
// %%
const answer = () => failingInModule();
// expect: throws RangeError: thrown in a module
// expect in check: throws Cannot find module because a check reads no files beside the notebook
