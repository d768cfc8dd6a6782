// A file that hands on what others export.
import { counting, Parcel as Parcel2, plain as plain2, shout as shout2 } from "./modules/all.ts";
// %%
const answer = () => [typeof counting.bump, new Parcel2(1000).grams, plain2, shout2("b")];
// expect: ["function", 1000, "from JavaScript", "B"]
// expect in check: throws Cannot find module because a check reads no files beside the notebook
