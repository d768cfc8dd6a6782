import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { note, right } from "./finding.mjs";

/** @typedef {import("./finding.mjs").Finding} Finding */
/** @typedef {import("../setup/places.mjs").Places} Places */

/**
 * Which language model the co-teacher would ask. Nothing is sent to it. None is needed for a lab.
 *
 * @param {Places} places
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Finding}
 */
export function languageModel(places, env = process.env) {
  const url = env.SWARMLAB_MODEL_URL?.trim() ?? "";
  if (URL.canParse(url))
    return right(`a language model at ${new URL(url).host} (SWARMLAB_MODEL_URL); it was not asked`);
  const folder = join(places.lab, "models");
  const weights = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".gguf")) : [];
  if (weights.length === 0)
    return note(
      "no language model: ask() shows a prompt to copy instead",
      "`npm run model` says how to get one; a lab needs none",
    );
  const names = weights.map((name) => `${name}, ${Math.round(statSync(join(folder, name)).size / 1e6)} MB`);
  const list = `a language model in .lab/models: ${names.sort().join("; ")}`;
  return existsSync(join(folder, "runtime/node_modules/node-llama-cpp"))
    ? right(list)
    : note(`${list}; what runs it is missing`, "`npm run model -- --install` brings it");
}
