import dgram from "node:dgram";
import dns from "node:dns";
import { writeFileSync } from "node:fs";
import net from "node:net";

/** Loaded with --import: notes every socket that is opened and every name that is looked up, in RECORD_FILE. */
const seen = [];

function record(object, name, words) {
  const original = object[name];
  object[name] = function recorded(...parameters) {
    seen.push(words(parameters));
    return original.apply(this, parameters);
  };
}

const target = ([options]) => {
  const one = Array.isArray(options) ? options[0] : options;
  return `connect ${one?.host ?? one?.path ?? "localhost"}:${one?.port ?? ""}`;
};
record(net.Socket.prototype, "connect", target);
record(dgram.Socket.prototype, "send", () => "send a datagram");
record(dns, "lookup", ([host]) => `look up ${host}`);
record(dns.promises, "lookup", ([host]) => `look up ${host}`);
process.on("exit", () => writeFileSync(process.env.RECORD_FILE, JSON.stringify(seen)));
