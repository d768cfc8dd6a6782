import { describe, expect, test } from "vitest";
import { type GroundTruth, type JudgedIncident, judgeRun } from "../../../../labs/sentinel/index.ts";

const truth = (
  kind: GroundTruth["kind"],
  service: string,
  startsAt: number,
  affected = [service],
): GroundTruth => ({
  ...{ kind, service, affected, startsAt, endsAt: startsAt + 100 },
});
const incident = (kind: JudgedIncident["kind"], service: string, openedAt: number): JudgedIncident => ({
  ...{ kind, service, affected: [service], openedAt },
});

describe("the judge of a run", () => {
  test("counts what was found, how fast, and whether cause and culprit are right", () => {
    const verdict = judgeRun(
      [truth("disk-full", "a", 1000), truth("bad-deploy", "b", 2000, ["b", "c"])],
      [incident("disk-full", "a", 1001.5), incident("memory-leak", "c", 2004)],
    );
    expect(verdict).toMatchObject({
      ...{ precision: 1, recall: 1, seconds: { p50: 1.5, p95: 4, most: 4 } },
      ...{ causeAccuracy: 0.5, culpritAccuracy: 0.5, misses: [], falseAlarms: [] },
      wrongCauses: ["bad-deploy of b was reported as memory-leak of c."],
    });
  });

  test("counts against a run what it missed, made up, found twice, or found too late", () => {
    const verdict = judgeRun(
      [truth("disk-full", "a", 1000), truth("clock-skew", "d", 5000)],
      [
        incident("disk-full", "a", 1001),
        incident("disk-full", "a", 1050),
        incident("disk-full", "x", 1000),
        incident("clock-skew", "d", 5200),
      ],
    );
    expect(verdict).toMatchObject({ precision: 0.25, recall: 0.5 });
    expect(verdict.misses).toEqual(["clock-skew of d at 01:23:20 was not reported."]);
    expect(verdict.falseAlarms).toHaveLength(3);
  });

  test("finds a quiet run without reports perfect", () => {
    expect(judgeRun([], [])).toMatchObject({ precision: 1, recall: 1 });
  });
});
