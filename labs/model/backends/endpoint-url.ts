import { ModelError } from "../../agents/index.ts";
import { describeValue } from "../../common/describe-value.ts";

/** Where a server's API begins. */
export interface EndpointUrl {
  /** Where requests go. */
  readonly base: string;
  /** The same as messages show it, without a name or password that it may hold. */
  readonly shown: string;
  /** Whether the server is this machine, by the names and addresses that cannot be another one. */
  readonly isThisMachine: boolean;
}

/** Reads an endpoint's URL. One without a path gets `/v1`, as these servers have it. @throws ModelError MODEL_INVALID_ARGUMENT */
export function readEndpointUrl(url: unknown): EndpointUrl {
  const parsed = typeof url === "string" ? URL.parse(url) : null;
  if (parsed === null || !["http:", "https:"].includes(parsed.protocol)) {
    throw new ModelError(
      "MODEL_INVALID_ARGUMENT",
      `url must be the http address of a model's API, such as "http://localhost:11434/v1", but got ${describeValue(url)}.`,
    );
  }
  if (parsed.username !== "" || parsed.password !== "")
    throw new ModelError("MODEL_INVALID_ARGUMENT", "url must hold no name or password; give the key as key.");
  const path = parsed.pathname === "/" ? "/v1" : parsed.pathname.replace(/\/+$/, "");
  const shown = `${parsed.origin}${path}`;
  return { base: `${shown}${parsed.search}`, shown, isThisMachine: isLoopback(parsed.hostname) };
}

function isLoopback(host: string): boolean {
  return (
    host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127(\.\d+){3}$/.test(host)
  );
}
