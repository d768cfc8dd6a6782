import { AttemptFailure } from "./attempt-failure.ts";

/** The headers that a server gets beside the question. The client library would add the machine's system and versions. */
const SENT_HEADERS = ["accept", "authorization", "content-type"];

/** A `fetch` that sends these headers only, follows no redirect to elsewhere, and fails at an answer that is too long. */
export function limitedFetch(maxBytes: number): typeof fetch {
  return async (input, init) => {
    const given = new Headers(init?.headers);
    const headers = new Headers();
    for (const name of SENT_HEADERS) {
      const value = given.get(name);
      if (value !== null) headers.set(name, value);
    }
    // A redirect would carry the question to a server that the user has not named.
    const response = await fetch(input, { ...init, headers, redirect: "manual" });
    return limited(response, maxBytes);
  };
}

function limited(response: Response, maxBytes: number): Response {
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  if (response.body === null || (length <= maxBytes && !response.headers.has("content-encoding")))
    return response;
  let bytes = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.length;
        if (bytes <= maxBytes) controller.enqueue(chunk);
        else controller.error(tooLong(maxBytes));
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(counted, { status, statusText, headers });
}

function tooLong(maxBytes: number): AttemptFailure {
  return new AttemptFailure("MODEL_BAD_ANSWER", `The answer is longer than ${maxBytes} bytes.`);
}
