import type { ComponentName } from '../components';
import { ComponentError, metallbFile, versions } from '../components';
import type { LayerEntry } from './layer';
import type { Recipe, RecipeMaker } from './recipe';
import { ground } from './recipe';

/** An image with one program of ours that needs nothing else. */
function goProgram(name: ComponentName, path: string, about: Pick<Recipe, 'description' | 'version' | 'user'>): RecipeMaker {
  return (components) => {
    const source = components.have.get(name);
    if (source === undefined) return Promise.reject(new ComponentError(`an image needs ${name}, which is ${components.reason}`));
    return Promise.resolve({ layers: [ground, [{ kind: 'file', path, source }]], entrypoint: [path], program: path, ...about });
  };
}

const nobody = 65534;

const metallb = { description: `MetalLB ${versions.metallb}, built from its module`, version: versions.metallb };

/** Holds the namespaces of each pod. */
export const pause = goProgram('pause', '/pause', { description: "the lab's own pause program", user: nobody });

/** Stands in for operators' workloads. */
export const sampleApplication = goProgram('sample-application', '/sample-application', {
  description: "the lab's sample application",
  user: nobody,
});

/** MetalLB's controller, at the path where its own image has it. */
export const metallbController = goProgram('metallb-controller', '/controller', metallb);

/** MetalLB's speaker, at the path where its own image has it. */
export const metallbSpeaker = goProgram('metallb-speaker', '/speaker', metallb);

/**
 * The same with what mode frr copies from its image into the containers of FRR: the script that reloads it, and the program that tells the
 * kubelet and Prometheus how it is.
 */
export const metallbFrrSpeaker: RecipeMaker = async (components) => {
  const programs = await Promise.all([
    metallbSpeaker(components),
    goProgram('metallb-cp-tool', '/cp-tool', metallb)(components),
    goProgram('metallb-frr-metrics', '/frr-metrics', metallb)(components),
  ]);
  const [speaker] = programs;
  const script: LayerEntry = {
    kind: 'file',
    path: '/frr-reloader.sh',
    source: await metallbFile('frr-tools/reloader/frr-reloader.sh'),
  };
  const own = programs.map(({ layers }) => layers.at(-1) ?? []);
  return { ...speaker, layers: [ground, ...own, [script]] };
};

/** CoreDNS, at the path where its own image has it. */
export const coredns = goProgram('coredns', '/coredns', {
  description: `CoreDNS ${versions.coredns} with fewer plugins, built from its module`,
  version: versions.coredns,
});
