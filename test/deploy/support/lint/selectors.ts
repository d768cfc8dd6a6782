import {
  hasPort,
  isSelected,
  type Manifest,
  ofKind,
  titleOf,
  type Workload,
  workloadsOf,
} from "./manifest.ts";

/** Selectors that select no pod, and ports on which no selected pod listens. */
export function selectorFaults(manifests: readonly Manifest[]): string[] {
  const workloads = workloadsOf(manifests);
  return [
    ...workloads.flatMap(ownSelectorFaults),
    ...ofKind(manifests, "Service").flatMap((service) => serviceFaults(service, workloads)),
    ...ofKind(manifests, "PodDisruptionBudget").flatMap((budget) =>
      selected(workloads, budget.spec.selector).length > 0 ? [] : [`${titleOf(budget)} selects no pod`],
    ),
    ...ofKind(manifests, "NetworkPolicy").flatMap((policy) => policyFaults(policy, workloads)),
    ...ofKind(manifests, "ServiceMonitor").flatMap((monitor) => monitorFaults(monitor, manifests)),
    ...uncoveredPods(manifests, workloads),
  ];
}

function selected(workloads: readonly Workload[], selector: Parameters<typeof isSelected>[1]): Workload[] {
  return workloads.filter(({ labels }) => isSelected(labels, selector));
}

function ownSelectorFaults({ title, manifest, labels, pod }: Workload): string[] {
  const { selector } = manifest.spec;
  const faults = isSelected(labels, selector) ? [] : [`${title} does not select its own pods`];
  for (const { labelSelector } of pod.topologySpreadConstraints ?? [])
    if (!isSelected(labels, labelSelector)) faults.push(`${title} is spread by labels that its pods lack`);
  return faults;
}

function serviceFaults(service: Manifest, workloads: readonly Workload[]): string[] {
  const pods = selected(workloads, { matchLabels: service.spec.selector });
  if (pods.length === 0) return [`${titleOf(service)} selects no pod`];
  return service.spec.ports.flatMap(({ targetPort, port }: { targetPort?: string | number; port: number }) =>
    portFaults(titleOf(service), pods, targetPort ?? port),
  );
}

function portFaults(title: string, pods: readonly Workload[], port: string | number): string[] {
  return pods
    .filter(({ containers }) => !containers.some((container) => hasPort(container, port)))
    .map((pod) => `${title} leads to port ${port}, on which ${pod.title} does not listen`);
}

function policyFaults(policy: Manifest, workloads: readonly Workload[]): string[] {
  const title = titleOf(policy);
  const pods = selected(workloads, policy.spec.podSelector);
  if (pods.length === 0) return [`${title} selects no pod`];
  const faults: string[] = [];
  for (const { ports = [] } of policy.spec.ingress ?? [])
    for (const { port } of ports) faults.push(...portFaults(title, pods, port));
  for (const rule of [...(policy.spec.ingress ?? []), ...(policy.spec.egress ?? [])]) {
    for (const peer of [...(rule.from ?? []), ...(rule.to ?? [])]) {
      // Pods of other namespaces are not ours to know.
      if (peer.namespaceSelector || !peer.podSelector) continue;
      const others = selected(workloads, peer.podSelector);
      if (others.length === 0) faults.push(`${title} names a peer that is no pod`);
      if (rule.to) for (const { port } of rule.ports ?? []) faults.push(...portFaults(title, others, port));
    }
  }
  return faults;
}

function monitorFaults(monitor: Manifest, manifests: readonly Manifest[]): string[] {
  const services = ofKind(manifests, "Service").filter(({ metadata }) =>
    isSelected(metadata.labels ?? {}, monitor.spec.selector),
  );
  if (services.length === 0) return [`${titleOf(monitor)} selects no Service`];
  return monitor.spec.endpoints.flatMap(({ port }: { port: string }) =>
    services.some(({ spec }) => spec.ports.some(({ name }: { name: string }) => name === port))
      ? []
      : [`${titleOf(monitor)} asks port ${port}, which no selected Service has`],
  );
}

/** Pods that no policy closes in both directions. */
function uncoveredPods(manifests: readonly Manifest[], workloads: readonly Workload[]): string[] {
  const policies = ofKind(manifests, "NetworkPolicy");
  return workloads.flatMap(({ title, labels }) =>
    ["Ingress", "Egress"]
      .filter(
        (direction) =>
          !policies.some(
            ({ spec }) => spec.policyTypes?.includes(direction) && isSelected(labels, spec.podSelector),
          ),
      )
      .map((direction) => `no NetworkPolicy closes the ${direction} of ${title}`),
  );
}
