/** The thread of {@link startOrphanWatch}. */
const CHECK_INTERVAL_MS = 250;
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}, CHECK_INTERVAL_MS);
