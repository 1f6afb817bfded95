import { agentFieldManager } from '../contract/field-managers';
import { routeLabel } from '../contract/labels';
import { waveLabel } from './exported-site';
import type { ExportedSite, GitSource } from './exported-site';
import { siteObjectName } from './name-findings';

/**
 * An ApplicationSet for Argo CD: one Application a site, on the cluster that is registered under the site's name, synced wave by wave
 * (RollingSync, beta since 3.3, to be enabled in the controller). What the failover agent sets is no difference to it.
 */
export function applicationSet(fleet: string, sites: readonly ExportedSite[], source: GitSource): object {
  const waves = [...new Set(sites.map(({ wave }) => wave))].sort((a, b) => a - b);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: fleet, namespace: 'argocd' },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{ list: { elements: sites.map(({ name, wave }) => ({ site: name, wave: String(wave) })) } }],
      strategy: {
        type: 'RollingSync',
        rollingSync: {
          steps: waves.map((wave) => ({ matchExpressions: [{ key: waveLabel, operator: 'In', values: [String(wave)] }] })),
        },
      },
      template: {
        metadata: { name: siteObjectName(fleet, '{{.site}}'), labels: { [waveLabel]: '{{.wave}}' } },
        spec: {
          project: 'default',
          source: {
            repoURL: source.repository,
            targetRevision: source.revision,
            path: `${source.path}/sites/{{.site}}`,
            directory: { recurse: true },
          },
          destination: { name: '{{.site}}' },
          ignoreDifferences: [
            {
              kind: 'Service',
              jsonPointers: [`/metadata/labels/${routeLabel.replace('/', '~1')}`],
              managedFieldsManagers: [agentFieldManager],
            },
          ],
          syncPolicy: { syncOptions: ['ServerSideApply=true', 'RespectIgnoreDifferences=true'] },
        },
      },
    },
  };
}
