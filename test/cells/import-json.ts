// A JSON file, with its attribute.
import data from "./modules/data.json" with { type: "json" };
// %%
const answer = () => data.list.length;
// expect: 3
// expect in check: throws Cannot find module because a check reads no files beside the notebook
