// A module that is not there.
// fails: There is no file ./nowhere.ts beside this notebook
import { nothing } from "./nowhere.ts";
// %%
const answer = () => "still runs";
// expect: "still runs"
