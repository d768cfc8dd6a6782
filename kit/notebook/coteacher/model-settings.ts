import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Where the co-teacher's model is, as the environment says. */
export type ModelChoice =
  | {
      readonly kind: "endpoint";
      readonly url: string;
      readonly model: string | undefined;
      /** Its host and port. */
      readonly host: string;
      /** Whether that is this machine. */
      readonly isLocal: boolean;
      readonly timeoutSeconds: number;
    }
  | { readonly kind: "embedded"; readonly file: string; readonly timeoutSeconds: number }
  | { readonly kind: "none" }
  | { readonly kind: "invalid"; readonly sentence: string };

const TIMEOUT_SECONDS = 90;
/** A model on this machine's cores reads a prompt slowly. */
const EMBEDDED_TIMEOUT_SECONDS = 300;

/** The variables of the environment that configure the co-teacher. */
export const MODEL_VARIABLES = {
  url: "SWARMLAB_MODEL_URL",
  model: "SWARMLAB_MODEL",
  key: "SWARMLAB_MODEL_KEY",
  timeout: "SWARMLAB_MODEL_TIMEOUT",
} as const;

/**
 * Reads where the model is: an endpoint if `SWARMLAB_MODEL_URL` is set, else an embedded model in the course's `.lab/models` if one is installed.
 *
 * @param root the course's folder
 */
export function modelChoice(environment: NodeJS.ProcessEnv, root: string): ModelChoice {
  const url = environment[MODEL_VARIABLES.url]?.trim() ?? "";
  const timeout = environment[MODEL_VARIABLES.timeout]?.trim();
  const seconds = timeout === undefined || timeout === "" ? undefined : Number(timeout);
  if (seconds !== undefined && !(seconds > 0 && seconds <= 3600))
    return invalid(
      `${MODEL_VARIABLES.timeout} must be a number of seconds from 1 to 3600, but is "${timeout}".`,
    );
  if (url !== "")
    return endpoint(url, environment[MODEL_VARIABLES.model]?.trim(), seconds ?? TIMEOUT_SECONDS);
  const file = embeddedModel(root);
  return file === undefined
    ? { kind: "none" }
    : { kind: "embedded", file, timeoutSeconds: seconds ?? EMBEDDED_TIMEOUT_SECONDS };
}

function endpoint(url: string, model: string | undefined, timeoutSeconds: number): ModelChoice {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    return invalid(
      `${MODEL_VARIABLES.url} must be the address of a model's API, such as "http://localhost:11434/v1". What it is now begins with no http:// or https://.`,
    );
  if (parsed.username !== "" || parsed.password !== "")
    return invalid(
      `${MODEL_VARIABLES.url} must hold no name or password: put the key into ${MODEL_VARIABLES.key}.`,
    );
  const isLocal = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(parsed.hostname);
  return {
    kind: "endpoint",
    url,
    model: model === "" ? undefined : model,
    host: parsed.host,
    isLocal,
    timeoutSeconds,
  };
}

const invalid = (sentence: string): ModelChoice => ({ kind: "invalid", sentence });

/** The weights that `npm run model -- --install` brought; the largest of several. */
function embeddedModel(root: string): string | undefined {
  const folder = join(root, ".lab/models");
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => name.endsWith(".gguf"))
    .map((name) => join(folder, name))
    .sort((one, other) => statSync(other).size - statSync(one).size)
    .at(0);
}

/** A text in which the key does not stand. */
export function masked(text: string, environment: NodeJS.ProcessEnv): string {
  const key = environment[MODEL_VARIABLES.key]?.trim() ?? "";
  return key.length < 4 ? text : text.replaceAll(key, "…");
}

/** What is sent to another machine, as one paragraph. */
export function sentNotice(host: string): string {
  return `ask() sends to ${host}, because ${MODEL_VARIABLES.url} names it: your question, your code of this exercise and earlier attempts at it, what its checks say, the exercise's text, the hints you saw, and this talk. Nothing else of your notebooks or files is sent.`;
}

/** How to get a model, as one sentence. */
export const HOW_TO_GET_A_MODEL = `To let a model answer here, set ${MODEL_VARIABLES.url} to its address before you start the lab, such as http://localhost:11434/v1 for Ollama, or run: npm run model -- --install`;
