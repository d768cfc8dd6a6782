import { errorMessage } from "../../../common/error-message.ts";
import { optionalPackage } from "../../../common/optional-package.ts";
import { EngineError } from "../engine-error.ts";
import type { Probe } from "./engine.ts";

/** How long the server may take to answer, in milliseconds. */
const CONNECT_LIMIT_MS = 5000;

/** The oldest PostgreSQL that its makers still maintain. */
const OLDEST = 14;

/**
 * Finds out whether a PostgreSQL can keep jobs.
 *
 * @throws EngineError UNREACHABLE, REFUSED, TOO_OLD
 */
export async function probePostgres(url: string): Promise<Probe> {
  const pg = await optionalPackage("pg", "reach a PostgreSQL", () => import("pg"));
  const place = new URL(url).host;
  const client = new pg.default.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_LIMIT_MS });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    throw unreachable(place, error);
  }
  try {
    const before = Date.now();
    const { rows } = await client.query(
      "SELECT current_setting('server_version_num')::int AS version, extract(epoch FROM clock_timestamp())::float8 AS time",
    );
    const { version, time } = rows[0] as { readonly version: number; readonly time: number };
    const major = Math.floor(version / 10_000);
    if (major < OLDEST)
      throw new EngineError(
        "TOO_OLD",
        `PostgreSQL at ${place} is version ${major}, and ${OLDEST} or newer is needed; update it.`,
      );
    return { warnings: [], skew: time - (before + Date.now()) / 2000 };
  } finally {
    await client.end();
  }
}

/** Codes of PostgreSQL for a wrong user or password. */
const REFUSALS = ["28P01", "28000"];

function unreachable(place: string, error: unknown): EngineError {
  const code = Reflect.get(error as object, "code") as string | undefined;
  const message = errorMessage(error) || code;
  if (code !== undefined && REFUSALS.includes(code)) {
    return new EngineError(
      "REFUSED",
      `PostgreSQL at ${place} refuses the user or the password (${message}); check the URL.`,
      { cause: error },
    );
  }
  return new EngineError(
    "UNREACHABLE",
    `PostgreSQL at ${place} cannot be used (${message}); check the URL and whether the server runs.`,
    { cause: error },
  );
}
