import { testContract } from "./support/contract.ts";

/** The author's contract on the real course, with every answer there is, and each wrong one tried on every check of its exercise. */

testContract({ choose: (all) => all, everyCheck: true });
