import type { VerdictData } from "../verdict.ts";
import type { ProgramText } from "./program-text.ts";

/** Explores a program that is given as text. The explorer is loaded on the first call, because most answers never need it. */
export async function exploreProgramText(program: ProgramText): Promise<VerdictData> {
  const { exploreText } = await import("./explore-text.ts");
  return exploreText(program);
}
