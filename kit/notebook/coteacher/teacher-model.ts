import type { Model, ModelSource } from "@swarmlab/labs/model";
import { kernelBridge } from "../../kernel/index.ts";
import type { ModelChoice } from "./model-settings.ts";

type Usable = Extract<ModelChoice, { kind: "endpoint" | "embedded" }>;

/**
 * Uses the model that answers in this notebook. The kernel keeps it open between cells; an interrupt closes it, because it ends the threads that
 * cells have started, and the next question opens it anew. Outside a kernel it is closed after use.
 *
 * @throws ModelError, MissingPackageError
 */
export async function withTeacherModel<T>(choice: Usable, use: (model: Model) => Promise<T>): Promise<T> {
  const bridge = kernelBridge();
  if (bridge?.keepOpen)
    return use(await bridge.keepOpen(`coteacher ${JSON.stringify(choice)}`, () => open(choice)));
  await using model = await open(choice);
  return await use(model);
}

async function open(choice: Usable): Promise<Model> {
  const { openModel } = await import("@swarmlab/labs/model");
  return openModel(sourceOf(choice), {
    concurrency: 1,
    retries: 1,
    timeout: choice.timeoutSeconds,
    answerTimeout: choice.timeoutSeconds,
  });
}

function sourceOf(choice: Usable): ModelSource {
  if (choice.kind === "embedded") return { embedded: choice.file };
  return { url: choice.url, ...(choice.model === undefined ? {} : { model: choice.model }) };
}
