"""Holds manifests to the Pod Security Standard "restricted", and to what actp itself relies on.

The schemas that kubernetes-validate has say what may be written. This says what has to be.
"""

import sys

import yaml


def wrong(pod):
    """What a pod's specification lacks."""
    whole = pod.get("securityContext", {})
    yield from (
        f"{name} is not {value}"
        for name, value in [("automountServiceAccountToken", False), ("enableServiceLinks", False)]
        if pod.get(name) is not value
    )
    yield from (f"{name} is set" for name in ("hostNetwork", "hostPID", "hostIPC") if pod.get(name))
    if whole.get("runAsNonRoot") is not True or not whole.get("runAsUser"):
        yield "it may run as root"
    if whole.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        yield "no seccomp profile"
    allowed = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
    for volume in pod.get("volumes", []):
        yield from (f"a volume of {kind}" for kind in volume.keys() - allowed - {"name"})
    for container in pod["containers"] + pod.get("initContainers", []):
        mine = container.get("securityContext", {})
        if mine.get("allowPrivilegeEscalation") is not False or mine.get("privileged"):
            yield "it may gain privileges"
        if mine.get("readOnlyRootFilesystem") is not True:
            yield "its root is not read-only"
        if mine.get("capabilities") != {"drop": ["ALL"]}:
            yield "it keeps capabilities"
        limits = container.get("resources", {}).get("limits", {})
        yield from (f"no limit on {name}" for name in ("cpu", "memory") if name not in limits)
        yield from (f"no {name}" for name in ("livenessProbe", "readinessProbe") if name not in container)


def objections(paths):
    """Every objection, with the file and the object that it is about."""
    denied, namespaces, pods = set(), set(), 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for document in yaml.safe_load_all(file):
                kind, about = document["kind"], document["metadata"]
                if kind == "Namespace":
                    namespaces.add(about["name"])
                    if about["labels"].get("pod-security.kubernetes.io/enforce") != "restricted":
                        yield f"{path}: namespace {about['name']} does not enforce `restricted`"
                elif kind == "NetworkPolicy":
                    spec = document["spec"]
                    both = sorted(spec["policyTypes"]) == ["Egress", "Ingress"]
                    if both and spec["podSelector"] == {} and not spec.keys() & {"ingress", "egress"}:
                        denied.add(about["namespace"])
                elif kind == "StatefulSet":
                    pods += 1
                    if document["spec"]["replicas"] != 1:
                        yield f"{path}: a single writer has one replica"
                    yield from (f"{path}: {each}" for each in wrong(document["spec"]["template"]["spec"]))
    yield from (f"nothing denies what {each} does not name" for each in sorted(namespaces - denied))
    if pods != 1 or not namespaces:
        yield f"{pods} pods and {len(namespaces)} namespaces were seen: not what this is for"


found = list(objections(sys.argv[1:]))
print("\n".join(found))
sys.exit(1 if found else 0)
