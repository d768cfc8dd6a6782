/**
 * The Sentinel's agents on threads with one index, against 50 processes with a copy each: `node test/bench/sentinel.bench.ts [ISSUES]`.
 */
import { compareSentinel, sentinelText } from "@swarmlab/labs/bench";

const issues = Number(process.argv[2] ?? 20_000);
console.log(
  sentinelText(await compareSentinel({ issues, onProgress: (text) => console.error(`… ${text}`) })),
);
