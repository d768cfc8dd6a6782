import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { ClassError } from "../class-error.ts";
import { readFileWithin } from "../collect/entries/folder-entries.ts";
import { OutFolder } from "../out-folder.ts";
import { type ManualPoints, readManualPointsIn } from "../rules/manual-points.ts";
import { type ReviewItem, reviewItems } from "./review-items.ts";
import { reviewPage } from "./review-page.ts";
import { type EnteredPoints, readPoints, writeManual } from "./save-points.ts";

const MOST_BODY_BYTES = 64_000;
const MOST_PAGE_BYTES = 64_000_000;
const MOST_COMMENT_LETTERS = 4000;

/** A page on this machine in which a person enters points. */
export interface Review extends AsyncDisposable {
  /** Its address, with a secret that only who sees the terminal knows. */
  readonly url: string;
  /** Answers that are open, and all that a person grades. */
  readonly counts: { readonly open: number; readonly all: number };
}

/**
 * Serves the page on loopback alone, and saves what is entered into the gradebook's `manual.csv`. The gradebook's folder is locked while it
 * is open.
 *
 * @throws ClassError `INVALID_INPUT` when the folder holds no gradebook, `OUT_UNUSABLE` when another run writes it
 */
export async function openReview(folder: string): Promise<Review> {
  reviewItems(folder, readManualPointsIn({ root: folder }));
  const out = OutFolder.open(folder);
  const desk = new ReviewDesk(out);
  const token = randomBytes(16).toString("hex");
  const server = createServer((request, response) => {
    void serve(request, response, { desk, folder, token }).catch(() => {
      if (!response.headersSent) answer(response, 500, "The page could not be made.");
    });
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", resolve);
    });
  } catch (error) {
    out.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${token}/`,
    get counts() {
      return { open: desk.open, all: desk.items.length };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      out.close();
    },
  };
}

/** The answers, and the points entered so far. */
class ReviewDesk {
  readonly #out: OutFolder;
  #manual: ManualPoints;
  /** The file's text when it was last read or written; empty where there was none. */
  #text: string;
  items: readonly ReviewItem[];

  constructor(out: OutFolder) {
    this.#out = out;
    this.#text = this.#textNow();
    this.#manual = readManualPointsIn(out);
    this.items = reviewItems(out.root, this.#manual);
  }

  get open(): number {
    return this.items.filter(({ points }) => points === undefined).length;
  }

  save({ student, lesson, cell, points, comment }: EnteredPoints): Record<string, unknown> {
    const item = this.items.find(
      (one) => one.student === student && one.lesson === lesson && one.cell === cell,
    );
    if (item === undefined) return { error: "not saved: this answer is not in the gradebook" };
    const read = readPoints(points, item.max);
    if (typeof read === "object") return read;
    try {
      this.#takeInChanges();
    } catch (error) {
      if (ClassError.is(error)) return { error: `not saved: ${error.message}` };
      throw error;
    }
    this.#manual = this.#manual.with({
      ...{ student, lesson, cell, line: 0 },
      comment: comment.slice(0, MOST_COMMENT_LETTERS),
      ...(read === undefined ? {} : { points: read }),
    });
    const { points: _, ...before } = item;
    const now = { ...before, comment, ...(read === undefined ? {} : { points: read }) };
    this.items = this.items.map((one) => (one === item ? now : one));
    writeManual(this.#out, this.#manual, this.items);
    this.#text = this.#textNow();
    return { open: this.open, isOpen: read === undefined };
  }

  /** A person may have saved the file in a spreadsheet since: what stands there now is kept. */
  #takeInChanges(): void {
    const text = this.#textNow();
    if (text === this.#text || text === "") return;
    this.#manual = readManualPointsIn(this.#out);
    this.#text = text;
  }

  #textNow(): string {
    try {
      return readFileSync(join(this.#out.root, "manual.csv"), "utf8");
    } catch {
      return "";
    }
  }
}

interface Served {
  readonly desk: ReviewDesk;
  readonly folder: string;
  readonly token: string;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { desk, folder, token }: Served,
): Promise<void> {
  const { host = "", origin } = request.headers;
  // Another name for this machine means that a page from elsewhere asks.
  const isOurs = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host);
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  if (!isOurs || !path.startsWith(`/${token}/`)) return answer(response, 404, "Nothing is here.");
  const rest = path.slice(token.length + 2);
  if (request.method === "POST" && rest === "points") {
    if (origin !== undefined && origin !== `http://${host}`)
      return answer(response, 403, "Another page may not save points.");
    const entered = await readEntered(request);
    return answer(
      response,
      200,
      JSON.stringify(
        entered === undefined ? { error: "not saved: the request cannot be read" } : desk.save(entered),
      ),
      "application/json",
    );
  }
  if (request.method !== "GET") return answer(response, 405, "Only the page itself may ask this.");
  if (rest === "") return answer(response, 200, reviewPage(desk.items), "text/html; charset=utf-8");
  const page = pageOf(rest, folder);
  const bytes =
    page === undefined ? undefined : await readFileWithin(page, MOST_PAGE_BYTES).catch(() => undefined);
  if (bytes === undefined) return answer(response, 404, "Nothing is here.");
  answer(response, 200, bytes, "text/html; charset=utf-8");
}

/** A page of the gradebook: the class's or a student's feedback. Nothing else of the folder is served. */
function pageOf(path: string, folder: string): string | undefined {
  let parts: string[];
  try {
    parts = path.split("/").map(decodeURIComponent);
  } catch {
    return undefined;
  }
  const isSafe = parts.every((part) => part !== "" && part !== "." && part !== ".." && !/[/\\\0]/.test(part));
  const [first, kind, ...rest] = parts;
  const isPage =
    kind === "class.html" || (kind === "feedback" && rest.length === 2 && rest[1]?.endsWith(".html"));
  return first === "out" && isSafe && isPage ? join(folder, ...parts.slice(1)) : undefined;
}

async function readEntered(request: IncomingMessage): Promise<EnteredPoints | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    if (typeof value !== "object" || value === null) return undefined;
    const text = (name: string) => Reflect.get(value, name);
    const names = ["student", "lesson", "cell", "points", "comment"] as const;
    if (names.some((name) => typeof text(name) !== "string")) return undefined;
    return Object.fromEntries(names.map((name) => [name, text(name)])) as unknown as EnteredPoints;
  } catch {
    return undefined;
  }
}

function answer(
  response: ServerResponse,
  status: number,
  content: string | Buffer,
  type = "text/plain",
): void {
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  });
  response.end(content);
}
