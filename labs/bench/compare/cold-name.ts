/** The name of a variant whose workers are cold: "worker-threads cold". */
export function coldName(name: string): string {
  return `${name} cold`;
}
