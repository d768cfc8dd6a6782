/** The thread that writes the feedback of rows, one after the other. Its owner ends it when one takes too long. */
import { parentPort } from "node:worker_threads";
import { feedbackPage } from "./feedback-page.ts";
import type { Feedback, FeedbackRow } from "./feedback-writer.ts";
import { gradescopeResults } from "./gradescope.ts";

const port = parentPort;
if (!port) throw new Error("This module is the entry of a thread.");

port.on("message", (row: FeedbackRow) => {
  port.postMessage({ page: feedbackPage(row), results: gradescopeResults(row) } satisfies Feedback);
});
