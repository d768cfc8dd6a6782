/**
 * A model's server in a process of its own: it answers each question after 50 ms, so many at a time as its first argument says,
 * and the others after them. It sends its parent its address.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const ANSWER_MS = 50;
const places = Number(process.argv[2]);
const usage = { prompt_tokens: 5, completion_tokens: 1, total_tokens: 6 };
const message = { role: "assistant", content: "yes" };
const answer = JSON.stringify({
  model: "slow",
  choices: [{ index: 0, message, finish_reason: "stop" }],
  usage,
});
const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(answer) };

let free = places;
const waiting: (() => void)[] = [];

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    const serve = () => {
      setTimeout(() => {
        response.writeHead(200, headers);
        response.end(answer);
        const next = waiting.shift();
        if (next === undefined) free++;
        else next();
      }, ANSWER_MS);
    };
    if (free > 0) {
      free--;
      serve();
    } else waiting.push(serve);
  });
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());
