import type { RequestListener, Server } from "node:http";
import { codedError } from "../../../common/coded-error.ts";
import type { WorkerMetrics } from "./worker-metrics.ts";

/** - `CANNOT_LISTEN`: the port is taken, or not allowed, or the address is not this machine's. */
export class MonitoringError extends codedError<"CANNOT_LISTEN">("MonitoringError") {}

export interface MonitoringOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** The address to listen on. In a container it is 0.0.0.0; a network policy says who may ask. @default "127.0.0.1" */
  readonly host?: string;
  readonly metrics: WorkerMetrics;
  /** Why the worker machine takes no agents now, in a few words; undefined when it takes them. */
  readonly whyNotReady: () => string | undefined | Promise<string | undefined>;
}

/** Answers `/healthz`, `/readyz` and `/metrics`. It keeps no program alive that has nothing else to do. */
export interface MonitoringServer {
  /** As `http://127.0.0.1:9464`. */
  readonly url: string;
  close(): Promise<void>;
}

/** @throws MonitoringError CANNOT_LISTEN */
export async function openMonitoringServer({
  port,
  host = "127.0.0.1",
  metrics,
  whyNotReady,
}: MonitoringOptions): Promise<MonitoringServer> {
  // Every program that reads the swarm's room would pay for it: 25 of 150 ms, because Node then builds its HTTP client too.
  const { createServer } = await import("node:http");
  const server = createServer(listener(metrics, whyNotReady));
  // Whoever asks closes soon; a connection that is kept open would hold back the end.
  server.keepAliveTimeout = 1000;
  await listen(server, port, host);
  server.unref();
  const address = server.address();
  const shownPort = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${shownPort}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listener(metrics: WorkerMetrics, whyNotReady: MonitoringOptions["whyNotReady"]): RequestListener {
  return async ({ method, url = "" }, response) => {
    const answer = (status: number, text: string, type = "text/plain; charset=utf-8") =>
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(text);
    if (method !== "GET" && method !== "HEAD") return answer(405, "only GET and HEAD\n");
    switch (url.split("?")[0]) {
      // That it answers is the health: agents run elsewhere, and a new start does not help against an engine that is away.
      case "/healthz":
        return answer(200, "ok\n");
      case "/readyz": {
        const reason = await whyNotReady();
        return reason === undefined ? answer(200, "ready\n") : answer(503, `${reason}\n`);
      }
      case "/metrics":
        try {
          return answer(200, await metrics.text(), metrics.contentType);
        } catch (error) {
          return answer(500, `${error instanceof Error ? error.message : String(error)}\n`);
        }
      default:
        return answer(404, "only /healthz, /readyz and /metrics\n");
    }
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "EADDRINUSE" ? "the port is taken" : error.message;
      const message = `Health and metrics cannot be served on ${host}:${port}, because ${why}; choose another with --port.`;
      reject(new MonitoringError("CANNOT_LISTEN", message, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
