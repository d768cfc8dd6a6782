// A CommonJS file beside the notebook.
import common from "./modules/common.cjs";
// %%
const answer = () => [common.common, common.twice(4)];
// expect: ["from CommonJS", 8]
// expect in check: throws Cannot find module because a check reads no files beside the notebook
