import { afterAll, beforeAll } from "vitest";
import { labFolder } from "../../../../labs/swarm/bullmq/embedded/lab-folder.ts";
import {
  type EmbeddedEngine,
  openEmbeddedEngine,
} from "../../../../labs/swarm/bullmq/embedded/open-embedded.ts";

/** Keeps the project's embedded PostgreSQL running while the tests of a file run, so that it starts once. */
export function keepEngine(): void {
  let engine: EmbeddedEngine | undefined;
  beforeAll(async () => {
    engine = await openEmbeddedEngine(labFolder());
  });
  afterAll(() => engine?.close());
}
