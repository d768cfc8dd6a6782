/** Imports another module only when it is called. */
export async function later(): Promise<number> {
  const { ready } = await import("./slow.ts");
  return ready * 2;
}
