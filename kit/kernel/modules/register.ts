import { LocalModules } from "./local-modules.ts";

/*
 * A worker imports this module before the learner's own modules, so that it loads them as the kernel does.
 */
new LocalModules().install();
