import { type Container, type Manifest, ofKind, type Workload } from "./lint/manifest.ts";

/** A Secret as podman 4.3 reads it, which cannot read those that `kube play` makes: for `podman secret create`. */
export function secretFile(values: Readonly<Record<string, string>>): string {
  const encoded = Object.entries(values).map(([name, value]) => [
    name,
    Buffer.from(value).toString("base64"),
  ]);
  return JSON.stringify(Object.fromEntries(encoded));
}

/**
 * What `podman kube play` understands of an overlay: settings, and every pod with its containers as they are
 * written. Left out or done here is what podman 4.3 lacks: values in arguments, Services (a pod has its Service's name instead), claims of volumes (they are empty
 * folders), Jobs and StatefulSets (they are single pods), and probes (podman would need `curl` in the image; the test asks itself).
 */
export function podsFor(manifests: readonly Manifest[], secret: Readonly<Record<string, string>>) {
  const settings = ofKind(manifests, "ConfigMap").map(({ metadata, data, ...rest }) => ({
    ...rest,
    metadata: { name: metadata.name },
    data,
  }));
  const pod = (name: string): Manifest => {
    const manifest = manifests.find(({ metadata, spec }) => metadata.name === name && spec?.template);
    if (!manifest) throw new Error(`there is no workload ${name}`);
    const { metadata, spec } = manifest.spec.template;
    return {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, labels: metadata.labels },
      spec: podSpec(manifest, spec, secret),
    };
  };
  return { settings, pod };
}

function podSpec(manifest: Manifest, pod: Workload["pod"], secret: Readonly<Record<string, string>>) {
  const { containers, initContainers, volumes = [], ...spec } = pod;
  const local = (container: Container) => localContainer(container, secret);
  const claims = (manifest.spec.volumeClaimTemplates ?? []).map(({ metadata }: Manifest) => ({
    name: metadata.name,
    emptyDir: {},
  }));
  return {
    ...spec,
    restartPolicy: spec.restartPolicy ?? "Always",
    ...(initContainers && { initContainers: initContainers.map(local) }),
    containers: containers.map(local),
    volumes: [...volumes, ...claims],
  };
}

/** A container whose image is taken from here, with the Secret's values in its arguments, as Kubernetes puts them there. */
function localContainer(container: Container, secret: Readonly<Record<string, string>>) {
  const { startupProbe, livenessProbe, readinessProbe, ports, args, ...rest } = container;
  const expanded = args?.map((word: string) => word.replace(/\$\((\w+)\)/g, (_, name) => secret[name] ?? ""));
  return { ...rest, ...(args && { args: expanded }), imagePullPolicy: "Never" };
}
