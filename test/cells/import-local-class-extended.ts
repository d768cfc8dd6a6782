// A class of a file, extended in a cell.
import { Parcel as BaseParcel } from "./modules/kinds.ts";
// %%
class Letter extends BaseParcel { constructor() { super(20, "letter"); } }
// %%
const answer = () => [new Letter().describe(), new Letter() instanceof BaseParcel];
// expect: ["letter of 0.02 kg", true]
// expect in check: throws Cannot find module because a check reads no files beside the notebook
