// All of a file under one name, and its parts by destructuring.
import * as kinds9 from "./modules/kinds.ts";
const { Weekday: Day9 } = kinds9;
// %%
const answer = () => [kinds9.Units.kilo, kinds9.Weekday.Monday, Object.keys(kinds9).includes("Parcel")];
// expect: [1000, 1, true]
// expect in check: throws Cannot find module because a check reads no files beside the notebook
