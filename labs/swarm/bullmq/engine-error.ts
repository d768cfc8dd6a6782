import { codedError } from "../../common/coded-error.ts";

export type EngineErrorCode =
  | "BAD_URL"
  | "UNREACHABLE"
  | "REFUSED"
  | "TOO_OLD"
  | "LOSES_JOBS"
  | "NO_EMBEDDED_ENGINE"
  | "EMBEDDED_ENGINE_FAILED"
  | "NO_WORKER"
  | "NO_KEY"
  | "OTHER_BUILD"
  | "TOO_LARGE"
  | "RUN_IS_TAKEN"
  | "UNKNOWN_RUN";

/**
 * An engine, a worker machine or a run on them cannot be used.
 *
 * - `BAD_URL`: the URL names no Redis, Valkey or PostgreSQL.
 * - `UNREACHABLE`: nothing answers there. `REFUSED`: the password or the user is wrong.
 * - `TOO_OLD`: the server lacks what BullMQ needs. `LOSES_JOBS`: it may evict jobs.
 * - `NO_EMBEDDED_ENGINE`, `EMBEDDED_ENGINE_FAILED`: the embedded PostgreSQL is not there, or does not start.
 * - `NO_WORKER`: no worker machine answers. `NO_KEY`: there is no key. `OTHER_BUILD`: a worker has another build.
 * - `TOO_LARGE`: a job or a result is larger than a queue should carry.
 * - `RUN_IS_TAKEN`: another coordinator leads the run. `UNKNOWN_RUN`: the engine knows no run of this id.
 */
export class EngineError extends codedError<EngineErrorCode>("EngineError") {}
