/** The name of a variant whose workers are cold: "worker-threads cold". */
export function coldName(name: string): string {
  return `${name} cold`;
}

/** The end of such a name. */
export const COLD_ENDING: RegExp = / cold$/;
