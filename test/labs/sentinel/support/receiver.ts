import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedPost {
  readonly body: unknown;
  readonly key: string | undefined;
  readonly path: string;
}

export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly ReceivedPost[];
  /** Replaces what the receiver does with the next posts. The post is in `received` before. */
  answer(how: (response: ServerResponse, request: IncomingMessage) => void): void;
}

/** A real HTTP server on loopback that keeps what it gets. It answers 200 until `answer` says otherwise. */
export async function openReceiver(): Promise<Receiver> {
  const received: ReceivedPost[] = [];
  let how = (response: ServerResponse, _request: IncomingMessage): void => void response.end("ok");
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const key = request.headers["idempotency-key"];
    received.push({ body: JSON.parse(text), key: key?.toString(), path: request.url ?? "" });
    how(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/services/T000/B000/secret`,
    received,
    answer(next) {
      how = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
