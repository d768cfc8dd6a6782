import type { Telemetry } from "bullmq";
import { optionalPackage } from "../../../common/optional-package.ts";

/**
 * Spans for adding and running jobs, which BullMQ links over machines. They go to the global tracer of OpenTelemetry, which drops them, unless
 * the program has loaded an SDK that sends them somewhere.
 *
 * @throws MissingPackageError without bullmq-otel
 */
export async function openTelemetry(): Promise<Telemetry> {
  const { BullMQOtel } = await optionalPackage("bullmq-otel", "trace agents", () => import("bullmq-otel"));
  return new BullMQOtel({ tracerName: "swarmlab" });
}
