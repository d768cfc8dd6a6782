// The same import in two cells.
import { EventEmitter } from "node:events";
// %%
import { EventEmitter } from "node:events";
const makeEmitter = () => new EventEmitter();
// %%
const answer = () => { let heard = 0; makeEmitter().on("x", (n) => (heard = n)).emit("x", 3); return [heard, makeEmitter() instanceof EventEmitter]; };
// expect: [3, true]
