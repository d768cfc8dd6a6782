import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { run } from "../../kit/lab/setup/run.mjs";
import { openWorkerMetrics } from "../../labs/swarm/bullmq/monitoring/worker-metrics.ts";
import { faults } from "./support/kubernetes-faults.ts";
import { lintManifests, type Manifest } from "./support/lint/index.ts";
import { pythonTools } from "./support/python-tools.ts";
import { manifestsIn, render, whyNotRendered } from "./support/render.ts";

const overlays = ["small", "large"];

/** The kinds that are no part of Kubernetes itself, so the validator has no schema of theirs. */
const addedKinds = ["ScaledObject", "TriggerAuthentication", "ServiceMonitor", "PrometheusRule"];

if (whyNotRendered) console.warn(`Skipped: deploy/kubernetes, because ${whyNotRendered}.`);
const validator = whyNotRendered
  ? { reason: whyNotRendered }
  : await pythonTools("kubernetes-validate", ["kubernetes-validate==1.37.0"]);
const reason = "reason" in validator ? validator.reason : undefined;
if (reason && reason !== whyNotRendered)
  console.warn(`Skipped: the schemas of deploy/kubernetes, because ${reason}.`);

const rendered = Object.fromEntries(
  whyNotRendered ? [] : overlays.map((overlay) => [overlay, render(overlay)] as const),
);
const textOf = (overlay: string) => rendered[overlay] ?? "";
const objectsOf = (overlay: string) => manifestsIn(textOf(overlay));

describe.skipIf(whyNotRendered !== undefined)("deploy/kubernetes", () => {
  test.each(overlays)("in the overlay %s all names, labels and ports fit together", (overlay) => {
    const manifests = objectsOf(overlay);
    expect(manifests.length).toBeGreaterThan(15);
    expect(lintManifests(manifests)).toEqual([]);
  });

  test("every metric that an alert or an autoscaler names is one that a worker reports", async () => {
    const state = { waiting: 1, active: 1, oldestWaitingSeconds: 1 };
    const work = { done: 1, failed: 1, twice: 1, refused: 1, givenBack: 1, busy: 1, busySeconds: 1 };
    const metrics = { queue: "agents", slots: 1, readWork: () => work, readState: async () => state };
    const reported = await (await openWorkerMetrics(metrics)).text();
    const named = overlays.flatMap((overlay) => textOf(overlay).match(/\b(swarmlab|nodejs)_\w+/g) ?? []);
    expect(new Set(named).size).toBeGreaterThan(5);
    for (const name of named) expect(reported).toMatch(new RegExp(`^${name}(\\{.*)? `, "m"));
  });

  test.each(Object.entries(faults))("the lint finds %s", (_, { overlay, plant, found }) => {
    const manifests = objectsOf(overlay);
    plant(named(manifests));
    expect(lintManifests(manifests).join("\n")).toMatch(found);
  });
});

describe.skipIf(reason !== undefined)("deploy/kubernetes, by the schemas of Kubernetes 1.36", () => {
  const folder = mkdtempSync(join(tmpdir(), "swarmlab-kubernetes-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function validate(text: string) {
    const file = join(folder, "rendered.yaml");
    writeFileSync(file, text);
    if ("reason" in validator) throw new Error(validator.reason);
    return run(join(validator.bin, "kubernetes-validate"), ["--strict", "-k", "1.36", file]);
  }

  test.each(overlays)(
    "every object of the overlay %s is valid, or of a kind that operators add",
    async (overlay) => {
      const text = textOf(overlay);
      const { ok, output } = await validate(text);
      const passed = output.match(/passed for resource/g)?.length;
      const own = manifestsIn(text).filter(({ kind }) => !addedKinds.includes(kind));
      expect(passed, output).toBe(own.length);
      expect(ok, output).toBe(true);
    },
  );

  test.each([
    ["a field with a typing error", "terminationGracePeriodSecond"],
    ["a field of a wrong type", "replicas"],
  ])("%s is refused", async (_, field) => {
    const manifests = objectsOf("small");
    const { spec } = named(manifests)("Deployment swarmlab-worker");
    (field === "replicas" ? spec : spec.template.spec)[field] = "many";
    const { ok, output } = await validate(manifests.map((one) => stringify(one)).join("---\n"));
    expect(ok).toBe(false);
    expect(output).toContain(field);
  });
});

/** Finds an object by its title, as "Deployment swarmlab-worker". */
function named(manifests: readonly Manifest[]): (title: string) => Manifest {
  return (title) => {
    const found = manifests.find(({ kind, metadata }) => `${kind} ${metadata.name}`.startsWith(title));
    if (!found) throw new Error(`there is no ${title}`);
    return found;
  };
}
