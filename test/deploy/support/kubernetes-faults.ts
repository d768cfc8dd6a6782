import type { Manifest } from "./lint/index.ts";

/** A fault to plant in a rendered overlay, and what the lint must say of it. */
interface Fault {
  readonly overlay: "small" | "large";
  readonly plant: (named: (title: string) => Manifest) => void;
  readonly found: RegExp;
}

const small = (plant: Fault["plant"], found: RegExp): Fault => ({ overlay: "small", plant, found });
const large = (plant: Fault["plant"], found: RegExp): Fault => ({ overlay: "large", plant, found });

/** The first container of the workers. */
const worker = (named: (title: string) => Manifest) =>
  named("Deployment swarmlab-worker").spec.template.spec.containers[0];

/** Every fault that the lint exists for, one by one. */
export const faults: Readonly<Record<string, Fault>> = {
  "a Deployment that does not select its own pods": small((named) => {
    named("Deployment").spec.selector.matchLabels["app.kubernetes.io/name"] = "worker";
  }, /Deployment swarmlab-worker does not select its own pods/),
  "pods that are spread by a label they lack": small((named) => {
    named("Deployment").spec.template.spec.topologySpreadConstraints[0].labelSelector.matchLabels = {
      app: "x",
    };
  }, /is spread by labels that its pods lack/),
  "a Service that selects no pod": small((named) => {
    named("Service swarmlab-worker").spec.selector = { app: "worker" };
  }, /Service swarmlab-worker selects no pod/),
  "a Service that leads to a port on which nothing listens": small((named) => {
    named("Service swarmlab-worker").spec.ports[0].targetPort = "metric";
  }, /leads to port metric, on which Deployment swarmlab-worker does not listen/),
  "a disruption budget for no pod": small((named) => {
    named("PodDisruptionBudget").spec.selector.matchLabels = { app: "worker" };
  }, /PodDisruptionBudget swarmlab-worker selects no pod/),
  "a network policy for no pod": small((named) => {
    named("NetworkPolicy swarmlab-worker-metrics").spec.podSelector.matchLabels = { app: "worker" };
  }, /NetworkPolicy swarmlab-worker-metrics selects no pod/),
  "a network policy that opens the way to no pod": small((named) => {
    named("NetworkPolicy swarmlab-to-postgres").spec.egress[0].to[0].podSelector.matchLabels = { app: "pg" };
  }, /NetworkPolicy swarmlab-to-postgres names a peer that is no pod/),
  "a network policy that opens another port than the engine's": small((named) => {
    named("NetworkPolicy swarmlab-to-postgres").spec.egress[0].ports[0].port = 5433;
  }, /leads to port 5433, on which StatefulSet swarmlab-postgres does not listen/),
  "pods that no policy closes": small((named) => {
    named("NetworkPolicy swarmlab-closed").spec.podSelector = {
      matchLabels: { "app.kubernetes.io/name": "swarmlab-worker" },
    };
  }, /no NetworkPolicy closes the Ingress of Job swarmlab-coordinator/),
  "a monitor of no Service": large((named) => {
    named("ServiceMonitor").spec.selector.matchLabels = { app: "worker" };
  }, /ServiceMonitor swarmlab-worker selects no Service/),
  "a monitor of a port that the Service lacks": large((named) => {
    named("ServiceMonitor").spec.endpoints[0].port = "http";
  }, /asks port http, which no selected Service has/),
  "a missing account": small((named) => {
    named("ServiceAccount swarmlab-worker").metadata.name = "worker";
  }, /Deployment swarmlab-worker has no ServiceAccount swarmlab-worker/),
  "missing settings": small((named) => {
    named("ConfigMap").metadata.name = "swarmlab-settings";
  }, /Job swarmlab-coordinator has no ConfigMap swarmlab-settings-/),
  "a Secret that nobody was asked to make": small((named) => {
    worker(named).envFrom[1].secretRef.name = "engine";
  }, /needs a Secret engine that the README does not name/),
  "a key that the Secret lacks": small((named) => {
    named("StatefulSet").spec.template.spec.containers[0].env[2].valueFrom.secretKeyRef.key = "PASSWORD";
  }, /needs the key PASSWORD, which Secret swarmlab-engine lacks/),
  "a volume that does not exist": small((named) => {
    worker(named).volumeMounts[0].name = "tmp";
  }, /mounts a volume tmp that it does not have/),
  "a database without its Service": small((named) => {
    named("StatefulSet").spec.serviceName = "postgres";
  }, /StatefulSet swarmlab-postgres has no Service postgres/),
  "an autoscaler of nothing": small((named) => {
    named("HorizontalPodAutoscaler").spec.scaleTargetRef.name = "worker";
  }, /scales Deployment worker, which does not exist/),
  "replicas that fight with the autoscaler": small((named) => {
    named("Deployment").spec.replicas = 2;
  }, /Deployment swarmlab-worker fixes the replicas/),
  "a minimum above its maximum": large((named) => {
    named("ScaledObject").spec.minReplicaCount = 50;
  }, /ScaledObject swarmlab-worker has a minimum above its maximum/),
  "a trigger without its authentication": large((named) => {
    named("ScaledObject").spec.triggers[1].authenticationRef.name = "engine";
  }, /has no TriggerAuthentication engine/),
  "an object in another namespace": small((named) => {
    named("Service swarmlab-worker").metadata = { name: "swarmlab-worker", namespace: "default" };
  }, /Service swarmlab-worker is in namespace default/),
  "a pod that may run as root": small((named) => {
    named("Job swarmlab-migration").spec.template.spec.securityContext.runAsNonRoot = false;
  }, /Job swarmlab-migration may run as root/),
  "a pod without a seccomp profile": small((named) => {
    delete named("StatefulSet").spec.template.spec.securityContext.seccompProfile;
  }, /StatefulSet swarmlab-postgres has no seccomp profile/),
  "a token that no pod needs": small((named) => {
    named("Deployment").spec.template.spec.automountServiceAccountToken = true;
  }, /Deployment swarmlab-worker gets a token/),
  "a pod on its node's network": small((named) => {
    named("Deployment").spec.template.spec.hostNetwork = true;
  }, /shares a namespace of its node/),
  "a container that may gain rights": small((named) => {
    worker(named).securityContext.allowPrivilegeEscalation = true;
  }, /container worker of Deployment swarmlab-worker may gain rights/),
  "a root file system that can be written": small((named) => {
    named("Deployment").spec.template.spec.initContainers[0].securityContext.readOnlyRootFilesystem = false;
  }, /container wait-for-schema of Deployment swarmlab-worker may write/),
  "capabilities that are kept": small((named) => {
    worker(named).securityContext.capabilities.drop = ["NET_RAW"];
  }, /keeps capabilities/),
  "a container without a limit": small((named) => {
    delete worker(named).resources.limits.memory;
  }, /has no request and limit of memory/),
  "a request above its limit": large((named) => {
    worker(named).resources.requests.cpu = "5";
  }, /requests more cpu than its limit/),
  "an image without a version": small((named) => {
    worker(named).image = "example.org:5000/swarmlab-engine";
  }, /has an image without a version/),
  "a missing probe": small((named) => {
    delete worker(named).livenessProbe;
  }, /has no livenessProbe/),
  "a probe of a port on which nothing listens": small((named) => {
    worker(named).readinessProbe.httpGet.port = 8080;
  }, /is probed on port 8080/),
  "a worker that is killed while it drains": small((named) => {
    named("Deployment").spec.template.spec.terminationGracePeriodSeconds = 60;
  }, /Deployment swarmlab-worker is killed after 60 s, before it has drained/),
};
