// A package that awaits while it loads.
import * as vega from "vega";
// %%
const answer = () => typeof vega.parse;
// expect: "function"
