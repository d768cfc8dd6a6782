/** The module of a process that sends a last message when it is asked to end, and exits. */
import { guardThisProcess } from "../../../../../labs/swarm/processes/guard-this-process.ts";

const { channel } = guardThisProcess<string, string>({
  onMessage() {
    channel.send("last words");
    process.exit(3);
  },
});
channel.send("ready");
