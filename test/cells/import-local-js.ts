// A JavaScript file beside the notebook.
import shout, { plain } from "./modules/plain.js";
// %%
const answer = () => [shout("a"), plain];
// expect: ["A", "from JavaScript"]
// expect in check: throws Cannot find module because a check reads no files beside the notebook
