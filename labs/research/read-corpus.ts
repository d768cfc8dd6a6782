import { count } from "../common/format-numbers.ts";
import { SharedContext } from "../sharing/index.ts";
import type { Corpus } from "./corpus/corpus.ts";
import { leftOutSentences } from "./corpus/left-out.ts";
import { listCorpus } from "./corpus/list-corpus.ts";
import { type ReadCorpusOptions, type ReadSettings, readCorpusOptions } from "./options.ts";
import { ResearchError } from "./research-error.ts";
import type { ShareRead } from "./roles/reader.ts";
import { Steps } from "./steps.ts";
import { withSwarm } from "./with-swarm.ts";

/**
 * Reads a folder once, so that several researches need not read it again.
 *
 * ```ts
 * const corpus = await readCorpus("node_modules");
 * const report = await runResearch({ question: "How do I stop a worker thread?", corpus });
 * ```
 *
 * @throws ResearchError
 */
export async function readCorpus(folder: string, options: ReadCorpusOptions = {}): Promise<Corpus> {
  const settings = readCorpusOptions({ ...options, corpus: folder });
  return withSwarm(settings, (swarm) => readWith(new Steps(settings, swarm), folder, settings));
}

/** Reads a folder as the first step of a research. */
export async function readWith(steps: Steps, name: string, { limits, roles }: ReadSettings): Promise<Corpus> {
  const begun = performance.now();
  const listing = listCorpus(name, limits);
  steps.seconds.list = (performance.now() - begun) / 1000;
  const { folder, shares } = listing;
  const { answers, failures } = await steps.run(
    "read",
    roles.Reader,
    shares.map((paths) => ({ folder, paths })),
  );
  const outputs = answers.map(({ output }) => output);
  const leftOut = [...listing.leftOut, ...outputs.flatMap((output) => output.leftOut)];
  const notes = [
    ...failures.map(
      ({ input: { paths }, error }) =>
        `${count(paths.length, "file")} from ${paths[0]} on were not read, because their reader ${error.message}.`,
    ),
    ...otherEncodings(outputs),
    ...leftOutSentences(leftOut),
  ];
  const paragraphs = outputs.reduce((sum, output) => sum + output.paragraphs, 0);
  if (paragraphs === 0) {
    throw new ResearchError("EMPTY_CORPUS", [`${name} has no paragraph to read.`, ...notes].join(" "));
  }
  return {
    name,
    folder,
    segments: outputs.map(({ segment }) => SharedContext.from(segment)),
    files: answers.reduce((sum, { input, output }) => sum + input.paths.length - output.leftOut.length, 0),
    paragraphs,
    leftOut,
    notes,
  };
}

/** One sentence for the files that are not UTF-8, if there are any. */
function otherEncodings(outputs: readonly ShareRead[]): string[] {
  const files = outputs.flatMap(({ reencoded }) => reencoded);
  const [first] = files;
  if (first === undefined) return [];
  const others = files.length > 1 ? ` and ${count(files.length - 1, "other")}` : "";
  const are = files.length === 1 ? "is" : "are";
  return [
    `${count(files.length, "file")} ${are} not UTF-8: ${first.path}, read as ${first.encoding}${others}.`,
  ];
}
