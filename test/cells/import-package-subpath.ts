// A path inside a package, as its `exports` name it.
import { uniformInt } from "pure-rand/distribution/uniformInt";
// %%
const answer = () => typeof uniformInt;
// expect: "function"
