/** One process of the old way: it reads its own copy of the index from a file, and is asked through the pipe 3. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { errorMessage } from "../../common/error-message.ts";
import { findCause } from "../investigators/investigator.ts";
import { KnownIssues } from "../known-issues/known-issues.ts";
import type { ProcessAnswer, ProcessRequest, SearchKind } from "./messages.ts";

const [, , file = "", kind] = process.argv;
const issues = readIndex(file);
const search = (text: string, most?: number) =>
  (kind as SearchKind) === "exact" ? issues.searchExactly(text, most) : issues.search(text, most);
const lookup = { search, get: (id: number) => issues.get(id) };
const pipe = new Socket({ fd: 3 });
pipe.on("error", () => process.exit());
createInterface(pipe)
  .on("line", (line) => send(answerTo(JSON.parse(line) as ProcessRequest)))
  .on("error", () => process.exit())
  // The coordinator has closed the pipe, or has ended.
  .on("close", () => process.exit());
send({ kind: "ready" });

function answerTo(request: ProcessRequest): ProcessAnswer {
  const { id } = request;
  try {
    return request.kind === "search"
      ? { kind: "matches", id, matches: search(request.text, request.most) }
      : { kind: "finding", id, finding: findCause(request.investigation, lookup) };
  } catch (error) {
    return { kind: "failed", id, message: errorMessage(error) };
  }
}

function send(answer: ProcessAnswer): void {
  pipe.write(`${JSON.stringify(answer)}\n`);
}

/** Reads the bytes of an index into memory of this process alone, without a second copy. */
function readIndex(path: string): KnownIssues {
  const descriptor = openSync(path, "r");
  try {
    const bytes = new SharedArrayBuffer(fstatSync(descriptor).size);
    const view = new Uint8Array(bytes);
    for (let at = 0; at < view.length; ) {
      const read = readSync(descriptor, view, at, view.length - at, at);
      if (read === 0) throw new Error(`The index in ${path} is cut off.`);
      at += read;
    }
    return KnownIssues.ofBytes(bytes);
  } finally {
    closeSync(descriptor);
  }
}
