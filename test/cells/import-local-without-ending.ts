// Files and a folder without an ending, as bundlers allow.
import { folderWord, tuesday } from "./modules/no-ending";
import { inFolder } from "./modules/folder";
// %%
const answer = () => [tuesday(), folderWord(), inFolder];
// expect: [2, "in the folder", "in the folder"]
// expect in check: throws Cannot find module because a check reads no files beside the notebook
