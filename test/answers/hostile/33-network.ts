// attack: connects to the grader's port, to the world, and to sockets of the machine
// points: 0
// says: expected 42, got 0
// dangerous: it would reach the network
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const net = require("node:net");
  const targets = [{ host: "127.0.0.1", port: Number("@PORT@") }, { host: "::1", port: Number("@PORT@") }, { host: "1.1.1.1", port: 53 }, { host: "169.254.169.254", port: 80 }, { path: "/var/run/docker.sock" }, { path: "\0swarmlab" }, { path: "/tmp/.X11-unix/X0" }];
  const reach = (target: any) => new Promise<number>((resolve) => { const socket = net.connect(target, () => resolve(1)); socket.on("error", () => resolve(0)); socket.setTimeout(500, () => resolve(0)); });
  return Promise.all(targets.map(reach)).then((reached) => reached.reduce((a, b) => a + b, 0));
}
