import { ModelError } from "../agents/index.ts";
import { describeValue } from "../common/describe-value.ts";
import type { Backend } from "./backends/backend.ts";
import type { Model, ModelOptions, ModelSource } from "./options.ts";
import { readModelOptions } from "./read-options.ts";

/**
 * Opens one queue before one language model. Nothing is sent anywhere before the first question.
 *
 * ```ts
 * await using model = await openModel({ url: "http://localhost:11434/v1" }, { concurrency: 2 });
 * const { text } = await model.ask({ messages: [{ role: "user", content: "What is a mutex?" }] });
 * ```
 *
 * Questions wait in a bounded queue, in which agents take turns and a higher priority goes first. A question has one
 * deadline, waiting included. It is asked again after 429, 5xx and broken connections; after many failures in a row the
 * server is left alone for a while. Cancelling a question closes its connection.
 *
 * @param source - an endpoint's `url`, `scripted` answers, or the path of an `embedded` model
 * @throws ModelError `MODEL_INVALID_ARGUMENT`, `MODEL_CANNOT_START`; MissingPackageError
 */
export async function openModel(source: ModelSource, options: ModelOptions = {}): Promise<Model> {
  const settings = readModelOptions(options, Number.POSITIVE_INFINITY);
  const backend = await openBackend(source, settings.answerTimeout);
  const { Gateway } = await import("./gateway.ts");
  return new Gateway(backend, readModelOptions(options, backend.mostAtOnce));
}

async function openBackend(source: ModelSource, answerTimeout: number): Promise<Backend> {
  // Each is loaded where it is used.
  if (has(source, "url")) return (await import("./backends/endpoint.ts")).openEndpoint(source, answerTimeout);
  if (has(source, "scripted")) {
    const { ScriptedBackend } = await import("./backends/scripted.ts");
    return new ScriptedBackend(source.scripted);
  }
  if (has(source, "embedded")) return (await import("./embedded/embedded.ts")).openEmbedded(source);
  throw new ModelError(
    "MODEL_INVALID_ARGUMENT",
    `openModel needs { url }, { scripted } or { embedded }, but got ${describeValue(source)}.`,
  );
}

function has<Key extends string>(
  source: ModelSource,
  key: Key,
): source is Extract<ModelSource, Record<Key, unknown>> {
  return typeof source === "object" && source !== null && key in source;
}
