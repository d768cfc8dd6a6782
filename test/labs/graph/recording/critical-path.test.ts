import { expect, test } from "vitest";
import { criticalPath, furtherCore } from "../../../../labs/graph/index.ts";
import { agentRun, nodeRun, recordOf } from "../support/sample-record.ts";

test("the critical path is the last node to end in each step", () => {
  const record = recordOf([
    nodeRun("plan", 1, [0, 1]),
    nodeRun("fast", 2, [1, 2]),
    nodeRun("slow", 2, [1, 4]),
    nodeRun("join", 3, [4, 5]),
  ]);
  const { steps } = criticalPath(record);
  expect(steps.map(({ node, seconds }) => [node, seconds])).toEqual([
    ["plan", 1],
    ["slow", 3],
    ["join", 1],
  ]);
});

test("the four parts of its time add up to the whole", () => {
  const record = recordOf(
    [
      nodeRun("plan", 1, [0.5, 1]),
      nodeRun("work", 2, [2, 6], { agents: [agentRun("thread 1", [2, 3, 5.5])] }),
    ],
    { totalSeconds: 7 },
  );
  const { working, waitingForWorker, handingOver, betweenSteps } = criticalPath(record);
  expect([working, waitingForWorker, handingOver, betweenSteps]).toEqual([3, 1, 0.5, 2.5]);
  expect(working + waitingForWorker + handingOver + betweenSteps).toBe(7);
});

test("a node that still runs reaches to now", () => {
  const record = recordOf([nodeRun("slow", 1, [1, undefined])], { state: "running", totalSeconds: 3 });
  expect(criticalPath(record).steps[0]?.seconds).toBe(2);
});

test("a graph without runs has an empty path", () => {
  expect(criticalPath(recordOf([]))).toMatchObject({ steps: [], working: 0, betweenSteps: 0 });
});

/** A step of four agents of one second on two threads. */
const twoThreads = recordOf([
  nodeRun("four", 1, [0, 2], {
    agents: [
      agentRun("thread 1", [0, 0, 1]),
      agentRun("thread 2", [0, 0, 1]),
      agentRun("thread 1", [0, 1, 2]),
      agentRun("thread 2", [0, 1, 2]),
    ],
  }),
]);

test("a third core does not help four equal agents in the way that a fourth would", () => {
  expect(furtherCore(twoThreads)).toEqual({ workers: 2, planned: 2, plannedWithOneMore: 2, saved: 0 });
});

test("a further core saves what the waiting agent waited for", () => {
  const record = recordOf([
    nodeRun("three", 1, [0, 2], {
      agents: [
        agentRun("thread 1", [0, 0, 1]),
        agentRun("thread 2", [0, 0, 1]),
        agentRun("thread 1", [0, 1, 2]),
      ],
    }),
  ]);
  expect(furtherCore(record)).toEqual({ workers: 2, planned: 2, plannedWithOneMore: 1, saved: 1 });
});

test("a node on the graph's own thread that is slower than all agents leaves nothing to save", () => {
  const record = recordOf([...twoThreads.runs, nodeRun("fetch", 1, [0, 5])]);
  expect(furtherCore(record).saved).toBe(0);
});

test("agents on the event loop use no worker", () => {
  const record = recordOf([nodeRun("n", 1, [0, 1], { agents: [agentRun("main", [0, 0, 1])] })]);
  expect(furtherCore(record)).toMatchObject({ workers: 0, saved: 0 });
});

test("a short moment in which more agents ran counts as no worker", () => {
  const record = recordOf([
    nodeRun("two", 1, [0, 10], {
      agents: [agentRun("thread 1", [0, 0, 10]), agentRun("thread 2", [0, 0, 10])],
    }),
    nodeRun("short", 1, [0, 0.2], { agents: [agentRun("process 1", [0, 0, 0.2])] }),
  ]);
  expect(furtherCore(record).workers).toBe(2);
});
