import { type Container, hasPort, type Manifest, ofKind, type Workload, workloadsOf } from "./manifest.ts";

/** Pods that could harm others or their node, that nothing watches, or that are killed before they have drained. */
export function podFaults(manifests: readonly Manifest[]): string[] {
  return workloadsOf(manifests).flatMap((workload) => [
    ...identityFaults(workload),
    ...workload.containers.flatMap((container) => containerFaults(workload, container)),
    ...drainFaults(workload, manifests),
  ]);
}

function identityFaults({ title, pod }: Workload): string[] {
  const faults: string[] = [];
  const { runAsNonRoot, runAsUser, seccompProfile } = pod.securityContext ?? {};
  if (runAsNonRoot !== true || !(runAsUser > 0)) faults.push(`${title} may run as root`);
  if (seccompProfile?.type !== "RuntimeDefault") faults.push(`${title} has no seccomp profile`);
  if (pod.automountServiceAccountToken !== false) faults.push(`${title} gets a token for the API`);
  if (pod.hostNetwork || pod.hostPID || pod.hostIPC) faults.push(`${title} shares a namespace of its node`);
  return faults;
}

function containerFaults({ title, manifest, pod }: Workload, container: Container): string[] {
  const name = `container ${container.name} of ${title}`;
  const faults: string[] = [];
  const { allowPrivilegeEscalation, readOnlyRootFilesystem, capabilities } = container.securityContext ?? {};
  if (allowPrivilegeEscalation !== false) faults.push(`${name} may gain rights`);
  if (readOnlyRootFilesystem !== true) faults.push(`${name} may write to its root file system`);
  if (!capabilities?.drop?.includes("ALL")) faults.push(`${name} keeps capabilities`);
  const { requests, limits } = container.resources ?? {};
  for (const resource of ["cpu", "memory"]) {
    if (!requests?.[resource] || !limits?.[resource])
      faults.push(`${name} has no request and limit of ${resource}`);
    else if (amount(requests[resource]) > amount(limits[resource]))
      faults.push(`${name} requests more ${resource} than its limit`);
  }
  const tag = /:([^/:]+)$/.exec(container.image)?.[1];
  if (tag === undefined || tag === "latest")
    faults.push(`${name} has an image without a version: ${container.image}`);

  const isInit = (pod.initContainers ?? []).includes(container);
  const isLong = manifest.kind !== "Job" && !isInit;
  for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"]) {
    const its = container[probe];
    if (isLong && !its) faults.push(`${name} has no ${probe}`);
    const port = its?.httpGet?.port ?? its?.tcpSocket?.port;
    if (port !== undefined && !hasPort(container, port))
      faults.push(`${name} is probed on port ${port}, on which it does not listen`);
  }
  return faults;
}

const units: Readonly<Record<string, number>> = { m: 1e-3, "": 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };

/** A quantity of Kubernetes as a number: cores or bytes. */
function amount(quantity: string | number): number {
  const [, number = "", unit = ""] = /^([\d.]+)(\w*)$/.exec(String(quantity)) ?? [];
  const factor = units[unit];
  if (factor === undefined) throw new Error(`the lint does not know the unit of ${quantity}`);
  return Number(number) * factor;
}

/** A pod whose settings name a time to drain must live longer than that. */
function drainFaults(
  { title, pod, containers, manifest }: Workload,
  manifests: readonly Manifest[],
): string[] {
  if (manifest.kind !== "Deployment") return [];
  const maps = containers.flatMap(({ envFrom = [] }) =>
    envFrom.map((one: { configMapRef?: { name: string } }) => one.configMapRef?.name),
  );
  const drains = ofKind(manifests, "ConfigMap")
    .filter(({ metadata }) => maps.includes(metadata.name))
    .map(({ data }) => Number(data.DRAIN_SECONDS ?? 0));
  const grace = pod.terminationGracePeriodSeconds ?? 30;
  return drains.some((seconds) => seconds >= grace)
    ? [`${title} is killed after ${grace} s, before it has drained`]
    : [];
}
