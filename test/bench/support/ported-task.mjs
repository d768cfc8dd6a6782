/** A task that never ends: it answers what comes by a port of its own. */
export default ({ port }) => {
  port.on("message", (input) => port.postMessage(input));
  return new Promise(() => {});
};
