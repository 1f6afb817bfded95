import type { ComponentName } from '../components';
import { ComponentError, versions } from '../components';
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

/** Holds the namespaces of each pod. */
export const pause = goProgram('pause', '/pause', { description: "the lab's own pause program", user: nobody });

/** Stands in for operators' workloads. */
export const sampleApplication = goProgram('sample-application', '/sample-application', {
  description: "the lab's sample application",
  user: nobody,
});

/** MetalLB's controller, at the path where its own image has it. */
export const metallbController = goProgram('metallb-controller', '/controller', {
  description: `MetalLB ${versions.metallb}, built from its module`,
  version: versions.metallb,
});

/** MetalLB's speaker, at the path where its own image has it. */
export const metallbSpeaker = goProgram('metallb-speaker', '/speaker', {
  description: `MetalLB ${versions.metallb}, built from its module`,
  version: versions.metallb,
});

/** CoreDNS, at the path where its own image has it. */
export const coredns = goProgram('coredns', '/coredns', {
  description: `CoreDNS ${versions.coredns} with fewer plugins, built from its module`,
  version: versions.coredns,
});
