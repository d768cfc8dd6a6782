/** The research swarm: a question, a folder of texts, and a report with checked citations. */

export type { Corpus } from "./corpus/corpus.ts";
export type { LeftOut, LeftOutReason } from "./corpus/left-out.ts";
export type { CorpusLimits } from "./corpus/list-corpus.ts";
export type { ReadCorpusOptions, ResearchOptions, ResearchProgress, Roles } from "./options.ts";
export { readCorpus } from "./read-corpus.ts";
export type { Citation, Complaint, Draft, DraftSection, Example, Statement } from "./report/draft.ts";
export type { Report, ReportFigures } from "./report/report.ts";
export { reviewsOf } from "./report/reviews-of.ts";
export { ResearchError, type ResearchErrorCode } from "./research-error.ts";
export { type CodeExample, Coder } from "./roles/coder.ts";
export { CorpusResearcher, type ReadingDone, type ReadingTask } from "./roles/corpus-researcher.ts";
export { type CitedPassage, Critic, type Review } from "./roles/critic.ts";
export type { Passage, Quote } from "./roles/passage.ts";
export type { Plan, PlannedQuestion } from "./roles/plan.ts";
export { Planner } from "./roles/planner.ts";
export { Reader, type Share, type ShareRead } from "./roles/reader.ts";
export { readingTasks } from "./roles/reading-tasks.ts";
export type { ResearchMemory } from "./roles/research-context.ts";
export { type Assignment, Writer } from "./roles/writer.ts";
export { runResearch } from "./run-research.ts";
export type { Query, Ranker, SearchScope } from "./search/ranker.ts";
