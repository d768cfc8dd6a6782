import { type Container, type Manifest, ofKind, titleOf, type Workload, workloadsOf } from "./manifest.ts";

/** The Secrets that who installs the swarm makes by hand, and their keys: README.md of deploy/kubernetes says how. */
const ownSecrets: Readonly<Record<string, readonly string[]>> = {
  "swarmlab-engine": ["DATABASE_URL", "REDIS_URL", "POSTGRES_PASSWORD", "VALKEY_PASSWORD", "SWARM_KEY"],
};

/** Names that lead nowhere: accounts, settings, secrets, volumes, scale targets, namespaces. */
export function referenceFaults(manifests: readonly Manifest[]): string[] {
  return [
    ...workloadsOf(manifests).flatMap((workload) => podReferences(workload, manifests)),
    ...ofKind(manifests, "HorizontalPodAutoscaler", "ScaledObject").flatMap((one) =>
      scalerFaults(one, manifests),
    ),
    ...ofKind(manifests, "TriggerAuthentication").flatMap((one) =>
      one.spec.secretTargetRef.flatMap(({ name, key }: SecretKey) => secretFaults(titleOf(one), name, key)),
    ),
    ...ofKind(manifests, "StatefulSet")
      .filter(({ spec }) => !named(manifests, "Service", spec.serviceName))
      .map((one) => `${titleOf(one)} has no Service ${one.spec.serviceName}`),
    ...namespaceFaults(manifests),
  ];
}

interface SecretKey {
  readonly name: string;
  readonly key: string;
}

function named(manifests: readonly Manifest[], kind: string, name: string): Manifest | undefined {
  return ofKind(manifests, kind).find(({ metadata }) => metadata.name === name);
}

function secretFaults(title: string, name: string, key?: string): string[] {
  const keys = ownSecrets[name];
  if (!keys) return [`${title} needs a Secret ${name} that the README does not name`];
  return key === undefined || keys.includes(key)
    ? []
    : [`${title} needs the key ${key}, which Secret ${name} lacks`];
}

function podReferences(
  { title, manifest, pod, containers }: Workload,
  manifests: readonly Manifest[],
): string[] {
  const faults: string[] = [];
  const account = pod.serviceAccountName;
  if (account && !named(manifests, "ServiceAccount", account))
    faults.push(`${title} has no ServiceAccount ${account}`);
  const volumes = [...(pod.volumes ?? []), ...claimsOf(manifest)].map(({ name }: { name: string }) => name);
  for (const container of containers) {
    faults.push(...environmentFaults(title, container, manifests));
    for (const { name } of container.volumeMounts ?? [])
      if (!volumes.includes(name)) faults.push(`${title} mounts a volume ${name} that it does not have`);
  }
  return faults;
}

function claimsOf({ spec }: Manifest): { name: string }[] {
  return (spec.volumeClaimTemplates ?? []).map(({ metadata }: Manifest) => metadata);
}

function environmentFaults(
  title: string,
  { env = [], envFrom = [] }: Container,
  manifests: readonly Manifest[],
) {
  const faults: string[] = [];
  const needsMap = (name: string, key?: string) => {
    const map = named(manifests, "ConfigMap", name);
    if (!map) faults.push(`${title} has no ConfigMap ${name}`);
    else if (key !== undefined && !(key in map.data))
      faults.push(`ConfigMap ${name} lacks the key ${key} of ${title}`);
  };
  for (const { configMapRef, secretRef } of envFrom) {
    if (configMapRef) needsMap(configMapRef.name);
    if (secretRef) faults.push(...secretFaults(title, secretRef.name));
  }
  for (const { valueFrom } of env) {
    if (valueFrom?.configMapKeyRef) needsMap(valueFrom.configMapKeyRef.name, valueFrom.configMapKeyRef.key);
    if (valueFrom?.secretKeyRef)
      faults.push(...secretFaults(title, valueFrom.secretKeyRef.name, valueFrom.secretKeyRef.key));
  }
  return faults;
}

function scalerFaults(scaler: Manifest, manifests: readonly Manifest[]): string[] {
  const title = titleOf(scaler);
  const { scaleTargetRef, minReplicas, maxReplicas, minReplicaCount, maxReplicaCount } = scaler.spec;
  const target = named(manifests, scaleTargetRef.kind, scaleTargetRef.name);
  if (!target) return [`${title} scales ${scaleTargetRef.kind} ${scaleTargetRef.name}, which does not exist`];
  const faults: string[] = [];
  if (target.spec.replicas !== undefined)
    faults.push(`${titleOf(target)} fixes the replicas that ${title} sets`);
  if ((minReplicas ?? minReplicaCount) > (maxReplicas ?? maxReplicaCount))
    faults.push(`${title} has a minimum above its maximum`);
  for (const { authenticationRef } of scaler.spec.triggers ?? [])
    if (authenticationRef && !named(manifests, "TriggerAuthentication", authenticationRef.name))
      faults.push(`${title} has no TriggerAuthentication ${authenticationRef.name}`);
  return faults;
}

function namespaceFaults(manifests: readonly Manifest[]): string[] {
  const [namespace] = ofKind(manifests, "Namespace");
  return manifests
    .filter(({ kind, metadata }) => kind !== "Namespace" && metadata.namespace !== namespace?.metadata.name)
    .map((one) => `${titleOf(one)} is in namespace ${one.metadata.namespace}`);
}
