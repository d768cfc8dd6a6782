// An interface that is imported without the word `type`, in a cell and in a file.
import { Shape as Shape9 } from "./modules/kinds.ts";
import { areaOf as areaOf9 } from "./modules/uses-type.ts";
const shape9: Shape9 = { area: 3 };
// %%
const answer = () => areaOf9(shape9);
// expect: 12
// expect in check: throws Cannot find module because a check reads no files beside the notebook
