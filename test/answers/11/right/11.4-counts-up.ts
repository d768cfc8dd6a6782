// exercise 11.4 · Replicas and requests
// Counts up until all conditions hold.
const SLACK = 1 + 1e-9;

function planPods(given: PodNumbers): PodPlan {
  let replicas = 2;
  const fullness = (pods: number) => given.load / (pods * given.perSecond);
  while (fullness(replicas) > given.busy * SLACK || fullness(replicas - 1) > SLACK) replicas += 1;
  const whole = (value: number) => Math.ceil(Number(value.toFixed(6)));
  return {
    replicas,
    cpu: whole(1000 * given.coresUsed),
    memory: whole(1.25 * (given.restMB + given.threadMB * given.threads)),
    whenOneDies: { repeated: given.threads, busy: fullness(replicas - 1) },
  };
}
