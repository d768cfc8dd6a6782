// A const enum and a default class of a file.
import Switch, { Flag } from "./modules/const-enum.ts";
// %%
const answer = () => [new Switch().state === Flag.On, Flag.On];
// expect: [true, 4]
// expect in check: throws Cannot find module because a check reads no files beside the notebook
