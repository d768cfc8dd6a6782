/** A thread of the answer's process: ends it when its parent is gone, which a process that loops could not notice itself. */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}, 250);
