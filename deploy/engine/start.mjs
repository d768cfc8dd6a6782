// What the image swarmlab-engine runs: node start.mjs worker | coordinator | migrate. Settings come from the environment.
const [word = "worker", ...rest] = process.argv.slice(2);
const {
  QUEUE = "agents",
  SLOTS,
  DRAIN_SECONDS,
  HOST_NAME,
  PORT = "9464",
  LISTEN_ADDRESS = "0.0.0.0",
} = process.env;

/** @param {string} option @param {string | undefined} value */
const given = (option, value) => (value ? [option, value] : []);

/** @type {Record<string, () => Promise<number | void>>} */
const programs = {
  async worker() {
    if (isWithoutEngine()) return 2;
    const options = [
      ...given("--queue", QUEUE),
      ...given("--slots", SLOTS),
      ...given("--drain", DRAIN_SECONDS),
      ...given("--name", HOST_NAME),
      // Only the container's own network reaches it; a network policy says who is let in.
      ...given("--port", PORT),
      ...given("--host", LISTEN_ADDRESS),
    ];
    process.argv = [process.execPath, import.meta.filename, ...options, ...rest];
    const [{ workerCommand }, { runInterruptibly }] = await Promise.all([
      import("../../kit/dist/cli/worker.js"),
      import("../../kit/dist/cli/run-command/run-as-program.js"),
    ]);
    await runInterruptibly(workerCommand);
  },
  async coordinator() {
    if (isWithoutEngine()) return 2;
    const { coordinate } = await import("./coordinator.mjs");
    return coordinate();
  },
  async migrate() {
    const { migrate } = await import("./migrate.mjs");
    return migrate(rest);
  },
};

function isWithoutEngine() {
  if (process.env.REDIS_URL || process.env.DATABASE_URL) return false;
  console.error("REDIS_URL or DATABASE_URL is missing: it says where the engine is that keeps the agents.");
  return true;
}

const program = programs[word];
if (program) process.exitCode = (await program()) ?? process.exitCode;
else {
  console.error(`There is no program "${word}" in this image: say worker, coordinator or migrate.`);
  process.exitCode = 2;
}
