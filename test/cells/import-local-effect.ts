// An import for its effect alone.
import "./modules/effect.ts";
// %%
const answer = () => Reflect.get(globalThis, Symbol.for("swarmlab.test.effect"));
// expect: "done"
// expect in thread, process: undefined because a worker loads only the modules whose names the agent uses
// expect in check: undefined because a check takes only the modules whose names the answer uses
