// A TypeScript file beside the notebook, with an enum, a namespace and parameter properties.
import { Parcel, Units, Weekday, type Shape } from "./modules/kinds.ts";
// %%
const square2: Shape = { area: Units.kilo };
// %%
const answer = () => [new Parcel(1500).describe(), Weekday.Tuesday, Weekday[1], square2.area];
// expect: ["parcel of 1.5 kg", 2, "Monday", 1000]
// expect in check: throws Cannot find module because a check reads no files beside the notebook
