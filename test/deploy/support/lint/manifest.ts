/** One object of Kubernetes, as YAML gives it. Only what the lint reads has a type. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  metadata: { name: string; namespace?: string; readonly labels?: Labels };
  // biome-ignore lint/suspicious/noExplicitAny: the schemas' validator knows the shapes; the lint looks at a few places in them.
  readonly [field: string]: any;
}

export type Labels = Readonly<Record<string, string>>;

/** A container of a pod, init containers included. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export type Container = Readonly<Record<string, any>> & { readonly name: string };

/** What makes pods: its name for messages, the labels of its pods, and their spec. */
export interface Workload {
  readonly title: string;
  readonly manifest: Manifest;
  readonly labels: Labels;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly pod: Readonly<Record<string, any>>;
  readonly containers: readonly Container[];
}

/** "Deployment swarmlab-worker" */
export const titleOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;

export function ofKind(manifests: readonly Manifest[], ...kinds: string[]): Manifest[] {
  return manifests.filter(({ kind }) => kinds.includes(kind));
}

export function workloadsOf(manifests: readonly Manifest[]): Workload[] {
  return ofKind(manifests, "Deployment", "StatefulSet", "DaemonSet", "Job").map((manifest) => {
    const { metadata, spec } = manifest.spec.template;
    const containers = [...(spec.initContainers ?? []), ...spec.containers];
    return { title: titleOf(manifest), manifest, labels: metadata?.labels ?? {}, pod: spec, containers };
  });
}

/** Whether labels have all that a selector asks for. An empty selector selects everything. */
export function isSelected(labels: Labels, selector: { readonly matchLabels?: Labels } | undefined): boolean {
  return Object.entries(selector?.matchLabels ?? {}).every(([name, value]) => labels[name] === value);
}

/** Whether a container listens on a port, given by its name or its number. */
export function hasPort({ ports = [] }: Container, port: string | number): boolean {
  return ports.some((one: { name?: string; containerPort: number }) =>
    typeof port === "number" ? one.containerPort === port : one.name === port,
  );
}
