// Makes the packages that a worker needs ordinary dependencies, so that `npm prune --omit=dev` leaves them in the image.
import { readFileSync, writeFileSync } from "node:fs";

/** What the executor "bullmq" loads by name, and labs itself does not install. */
const NEEDED = ["bullmq", "ioredis", "pg", "prom-client"];

const description = JSON.parse(readFileSync("package.json", "utf8"));
for (const name of NEEDED) {
  const version = description.devDependencies[name];
  if (version === undefined) throw new Error(`package.json has no ${name}`);
  description.dependencies[name] = version;
  delete description.devDependencies[name];
}
writeFileSync("package.json", `${JSON.stringify(description, undefined, 2)}\n`);
