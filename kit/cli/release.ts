import { releaseCommand } from "./release-command.ts";

// Loaded only when needed: it brings vitest, which `--help` should not wait for.
const grading = () => import("../checking/index.ts");

process.exitCode = await releaseCommand(process.argv.slice(2), {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  root: async () => (await grading()).courseRoot(),
  checks: async (root) => (await grading()).collectChecks(root),
});
