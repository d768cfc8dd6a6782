import type { Page } from "playwright-core";

/** What one cell did, read from the messages that reached the page. Times are in milliseconds, on the clock of the process that drives the browser. */
export interface CellRun {
  readonly cellId: string;
  readonly code: string;
  readonly sentAt: number;
  startedAt?: number;
  endedAt?: number;
  /** When it showed something, the start and the end included. */
  readonly shownAt: number[];
  /** The words of its running sign, in their order. */
  readonly signs: string[];
  /** The words of the signs that the page itself put below it. */
  readonly pageSigns: string[];
  /** Name and message of its error. */
  error?: string;
}

interface Message {
  readonly header: { readonly msg_type: string; readonly msg_id: string };
  readonly parent_header: { readonly msg_id?: string };
  readonly metadata: { readonly cellId?: string };
  readonly content: {
    readonly code?: string;
    readonly data?: Record<string, unknown>;
    readonly ename?: string;
    readonly evalue?: string;
  };
}

/** Follows the messages between a page and its kernels. Cells come in the order in which they were sent. */
export function followCells(page: Page): ReadonlyMap<string, CellRun> {
  const runs = new Map<string, CellRun>();
  page.on("websocket", (socket) => {
    if (!/\/api\/kernels\/[^/]+\/channels/.test(socket.url())) return;
    socket.on("framesent", ({ payload }) => {
      const message = decode(payload);
      if (message?.header.msg_type !== "execute_request" || message.metadata.cellId === undefined) return;
      runs.set(message.header.msg_id, {
        cellId: message.metadata.cellId,
        code: String(message.content.code),
        sentAt: performance.now(),
        shownAt: [],
        signs: [],
        pageSigns: [],
      });
    });
    socket.on("framereceived", ({ payload }) => {
      const message = decode(payload);
      const run = runs.get(message?.parent_header.msg_id ?? "");
      if (message && run) note(run, message, performance.now());
    });
  });
  return runs;
}

const SHOWS = new Set(["stream", "display_data", "update_display_data", "execute_result", "error"]);

function note(run: CellRun, { header, content }: Message, at: number): void {
  const type = header.msg_type;
  if (type === "execute_input") run.startedAt = at;
  if (type === "execute_reply") run.endedAt = at;
  if (SHOWS.has(type)) run.shownAt.push(at);
  if (type === "error") run.error = `${content.ename}: ${content.evalue}`;
  const html = content.data?.["text/html"];
  if (typeof html === "string" && html.includes('role="timer"'))
    run.signs.push(String(content.data?.["text/plain"]));
}

/** Jupyter's binary form: the number of offsets, the offsets, and the parts that they begin. */
function decode(payload: string | Buffer): Message | undefined {
  if (typeof payload === "string") return undefined;
  const count = Number(payload.readBigUInt64LE(0));
  const offsets = Array.from({ length: count }, (_, at) => Number(payload.readBigUInt64LE(8 * (at + 1))));
  const part = (at: number) => JSON.parse(payload.subarray(offsets[at], offsets[at + 1]).toString("utf8"));
  return { header: part(1), parent_header: part(2), metadata: part(3), content: part(4) };
}

/** One line for each cell that took long: its time, the longest stretch in which nothing was shown, and its sign's words. */
export function longCells(runs: Iterable<CellRun>, overMs = 2000): string[] {
  return [...runs].flatMap((run) => {
    const { startedAt, endedAt } = run;
    if (startedAt === undefined || endedAt === undefined || endedAt - startedAt < overMs) return [];
    const moments = [startedAt, ...run.shownAt.filter((at) => at > startedAt && at < endedAt), endedAt];
    const silence = Math.max(...moments.slice(1).map((at, i) => at - (moments[i] as number)));
    const { signs, pageSigns } = run;
    const shown =
      run.shownAt.length === 0 ? "shows nothing" : `shows ${run.shownAt.length} times what it does`;
    const sign =
      signs.length === 0
        ? `${pageSigns[0] === undefined ? "no sign" : `the page's sign “${pageSigns[0]}”`}, ${shown}`
        : `${signs.length} signs, “${signs[0]}” … “${signs.at(-2) ?? ""}” … “${signs.at(-1)}”`;
    const first = run.code.split("\n").find((line) => line.trim() !== "") ?? "";
    return [
      `${((endedAt - startedAt) / 1000).toFixed(1).padStart(5)} s, silent for ${(silence / 1000).toFixed(1)} s at most; ${sign} | ${first.slice(0, 70)}`,
    ];
  });
}
