// An event that a promise waits for.
import { EventEmitter as Emitter4, once } from "node:events";
// %%
const answer = async () => { const emitter = new Emitter4(); setImmediate(() => emitter.emit("done", 42)); const [n] = await once(emitter, "done"); return n; };
// expect: 42
