Reflect.set(globalThis, Symbol.for("swarmlab.test.effect"), "done");
export {};
