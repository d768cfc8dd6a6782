// The cell that uses a module imports it.
import { createHash } from "node:crypto";
const answer = () => createHash("sha256").update("a").digest("hex").slice(0, 8);
// expect: "ca978112"
