import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { AnswerProcess, loadAnswer } from "../../../../kit/sandbox/index.ts";

// Whatever an answer does with the descriptors and the streams of the channel, it makes no reply and no request.
const root = join(import.meta.dirname, "../../../..");
let directory: string;
let answer: AnswerProcess | undefined;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "swarmlab-channel-"));
});
afterEach(() => answer?.end());
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Finds the socket of requests by a patched emit(), at the next request. `onData` gets its emit() and the chunk, and says what becomes of it. */
const onRequest = (onData: string) => `
  const { EventEmitter } = require("node:events");
  const { emit } = EventEmitter.prototype;
  let isOver = false;
  EventEmitter.prototype.emit = function (name, chunk, ...rest) {
    const pass = (bytes) => emit.call(this, name, bytes, ...rest);
    if (name !== "data" || isOver) return pass(chunk);
    isOver = true;
    return (${onData})(pass, chunk);
  };`;
/** A reply of the answer's own to the request in a chunk, as a frame with room for a seal. */
const ownReply = `
  const ownReply = (chunk) => {
    const { id } = JSON.parse(chunk.subarray(36).toString());
    const body = Buffer.from(JSON.stringify({ id, value: 42 }));
    const frame = Buffer.alloc(36 + body.length);
    frame.writeUInt32LE(32 + body.length);
    body.copy(frame, 36);
    return frame;
  };`;
const waits = "exports.f = () => new Promise((resolve) => setInterval(() => {}, 60_000));";

test.each([
  [
    "answers a request in the runner's place",
    `exports.f = () => 0; ${ownReply}
     ${onRequest("(pass, chunk) => require('node:fs').writeSync(3, ownReply(chunk))")}`,
  ],
  [
    "hands the runner a request of its own",
    `exports.f = () => 0; ${ownReply} ${onRequest("(pass, chunk) => { pass(ownReply(chunk)); return pass(chunk); }")}`,
  ],
  [
    "hands the runner a request twice",
    `let calls = 0; exports.f = () => ++calls;
     ${onRequest("(pass, chunk) => { const again = Buffer.from(chunk); pass(chunk); return pass(again); }")}`,
  ],
  [
    "changes a reply on its way",
    `exports.f = () => 0;
     const { write } = require("node:net").Socket.prototype;
     require("node:net").Socket.prototype.write = function (bytes, ...rest) {
       return write.call(this, Buffer.from(Buffer.from(bytes).toString("latin1").replace('"value":0', '"value":9'), "latin1"), ...rest);
     };`,
  ],
  [
    "writes from a thread",
    `${waits} new (require("node:worker_threads").Worker)('require("node:fs").writeSync(3, Buffer.alloc(40, 1))', { eval: true });`,
  ],
])("an answer that %s has written on the judge's own channel", async (_what, code) => {
  answer = new AnswerProcess({ root, directory, preload: false });
  const result = await loadAnswer(answer, { code, file: "/answer.js" })
    .then((submission) => submission.call("f"))
    .catch((error: unknown) => error);
  expect(result).toMatchObject({
    code: "BAD_MESSAGE",
    message: "Your answer's process was ended because the answer has written on the judge's own channel.",
  });
});

test("the key is in no place where an answer reads what its process was started with", async () => {
  answer = new AnswerProcess({ root, directory, preload: false });
  const code = `const { readFileSync } = require("node:fs");
    exports.f = () => [process.argv.join(" "), process.execArgv.join(" "), JSON.stringify(process.env)].join(" ").match(/[0-9a-f]{64}|[A-Za-z0-9+/]{43}=/g);`;
  const submission = await loadAnswer(answer, { code, file: "/answer.js" });
  expect(await submission.call("f")).toBeNull();
});
