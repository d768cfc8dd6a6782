// Makes or updates BullMQ's tables in a PostgreSQL, in one transaction under a lock; or waits until another has done so.
// Usage: DATABASE_URL=… node migrate.mjs [--wait SECONDS]
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { assertSchemaCompatibility, runMigrations } from "bullmq";
import pg from "pg";

/** How long the server may take to come up before a migration gives up, in seconds. */
const START_SECONDS = 60;

/** @param {readonly string[]} args @returns {Promise<number>} the exit code */
export async function migrate(args) {
  const { values } = parseArgs({ args: [...args], options: { wait: { type: "string" } } });
  const url = process.env.DATABASE_URL;
  if (!url) {
    console.error(
      "DATABASE_URL is missing: it says where PostgreSQL is, as postgres://user:password@host:5432/name.",
    );
    return 2;
  }
  const seconds = values.wait === undefined ? START_SECONDS : Number(values.wait);
  if (!(seconds >= 0)) {
    console.error(`--wait takes a number of seconds, and got ${values.wait}.`);
    return 2;
  }
  const step = values.wait === undefined ? runMigrations : assertSchemaCompatibility;
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      const version = await withClient(url, (client) => step(client));
      console.log(`The tables of the queue are at version ${version}.`);
      return 0;
    } catch (error) {
      if (Date.now() < deadline) {
        await sleep(500);
        continue;
      }
      console.error(`After ${seconds} s: ${error instanceof Error ? error.message : String(error)}`);
      return 1;
    }
  }
}

/** @template T @param {string} connectionString @param {(client: pg.Client) => Promise<T>} use @returns {Promise<T>} */
async function withClient(connectionString, use) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
