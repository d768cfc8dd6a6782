// A module that is not there.
// fails: Cannot find module './nowhere.ts'
import { nothing } from "./nowhere.ts";
// %%
const answer = () => "still runs";
// expect: "still runs"
