export let counter = 0;
export function bump(): number {
  counter += 1;
  return counter;
}
export function reset(): void {
  counter = 0;
}
