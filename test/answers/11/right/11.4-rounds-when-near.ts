// exercise 11.4 · Replicas and requests
// Takes the nearest whole number where it is near enough.
function upTo(value: number): number {
  const nearest = Math.round(value);
  return Math.abs(value - nearest) <= 1e-8 * Math.max(1, value) ? nearest : Math.ceil(value);
}

function planPods({ perSecond, threads, coresUsed, restMB, threadMB, load, busy }: PodNumbers): PodPlan {
  const pods = load / perSecond; // so many, if each is full
  const replicas = Math.max(upTo(pods / busy), upTo(pods) + 1, 2);
  return {
    replicas,
    cpu: upTo(coresUsed * 1e3),
    memory: upTo(((restMB + threadMB * threads) * 5) / 4),
    whenOneDies: { repeated: threads, busy: pods / (replicas - 1) },
  };
}
