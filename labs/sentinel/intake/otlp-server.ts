import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";
import { errorMessage } from "../../common/error-message.ts";
import type { Intake } from "./create-intake.ts";
import { IntakeError, type OpenSource } from "./intake-error.ts";
import { readOtlp } from "./otlp.ts";

export interface OtlpServer extends OpenSource {
  readonly port: number;
}

const MOST_BYTES = 32 << 20;
const RETRY_SECONDS = 1;
/** Codes of google.rpc.Status, which OTLP answers with. */
const INVALID_ARGUMENT = 3;
const UNAVAILABLE = 14;

/**
 * Takes logs by OTLP/HTTP in JSON: `POST /v1/logs` on a port of this machine, plain or gzip. Records without a body are refused one by
 * one (`partialSuccess`); when the intake is full the request is answered with 503 and `Retry-After`, and nothing of it is taken.
 */
export async function openOtlpServer(
  intake: Intake,
  options: { readonly port?: number } = {},
): Promise<OtlpServer> {
  const server = createServer((request, response) => {
    answer(request, response, intake).catch((error: unknown) => {
      if (!response.headersSent)
        reply(response, 400, { code: INVALID_ARGUMENT, message: errorMessage(error) });
      else response.destroy();
    });
  });
  server.listen(options.port ?? 4318, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    throw new IntakeError(
      "PORT_TAKEN",
      `Port ${options.port ?? 4318} cannot be opened: ${errorMessage(error)}`,
    );
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, intake: Intake): Promise<void> {
  if (request.url?.split("?")[0] !== "/v1/logs")
    return reply(response, 404, { message: "Logs are taken at /v1/logs; metrics and traces are not." });
  if (request.method !== "POST") return reply(response, 405, { message: "Logs are sent by POST." });
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json\b/iu.test(type)) {
    request.resume();
    return reply(response, 415, {
      message: `Logs are read as application/json, not as ${type || "nothing"}: set the exporter's protocol to http/json.`,
    });
  }
  if (intake.isFull) {
    request.resume();
    response.setHeader("retry-after", RETRY_SECONDS);
    return reply(response, 503, {
      code: UNAVAILABLE,
      message: "More logs came than can be read; send them again.",
    });
  }
  const body = await bodyOf(request);
  if (body === undefined)
    return reply(response, 413, {
      message: `A request of more than ${MOST_BYTES >> 20} MB is not read: send smaller batches.`,
    });
  let data: unknown;
  try {
    data = JSON.parse((await unpacked(body, request.headers["content-encoding"])).toString());
  } catch (error) {
    intake.problems.add("damaged-json", "OTLP", "A request by OTLP was no JSON; it was refused.");
    return reply(response, 400, {
      code: INVALID_ARGUMENT,
      message: `The request is no JSON: ${errorMessage(error)}`,
    });
  }
  if (typeof data !== "object" || data === null || !("resourceLogs" in data || "resource_logs" in data)) {
    if (JSON.stringify(data) === "{}") return reply(response, 200, {});
    return reply(response, 400, { code: INVALID_ARGUMENT, message: "The request has no resourceLogs." });
  }
  const refused = readOtlp(data, intake.context("OTLP", "unknown"), intake.accept);
  reply(
    response,
    200,
    refused === 0
      ? {}
      : {
          partialSuccess: {
            rejectedLogRecords: String(refused),
            errorMessage: "Records without a body are not kept.",
          },
        },
  );
}

/** undefined when it is too large. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  return size > MOST_BYTES ? undefined : Buffer.concat(chunks);
}

async function unpacked(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  // A small request may hold a very large one.
  const options = { maxOutputLength: MOST_BYTES };
  if (encoding === "gzip") return promisify(gunzip)(body, options);
  if (encoding === "deflate") return promisify(inflate)(body, options);
  return body;
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
