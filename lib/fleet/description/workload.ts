import { z } from 'zod';
import { bounds } from './bounds';
import {
  cpuSchema,
  dnsLabelSchema,
  dnsSubdomainSchema,
  envNameSchema,
  imageSchema,
  memorySchema,
  processTextSchema,
  selectorSchema,
} from '../../contract/kubernetes';
import { protocolSchema } from './port';
import { durationWithin } from '../../contract/durations';
import { eachOnce, networkSchema, oneOrMany, portSchema } from './scalars';

/** Key of a Secret or ConfigMap (Kubernetes, `IsConfigMapKey`). */
const dataKeySchema = z
  .string()
  .regex(/^(?!\.\.?$)[-._a-zA-Z0-9]{1,253}$/, 'a key of a Secret or ConfigMap: letters, digits, -, _ and .');

/** A Secret or a ConfigMap in the namespace of the service: exactly one. Neither is made here, and nothing of a Secret stands in a fleet. */
const source = { secret: dnsSubdomainSchema.optional(), configMap: dnsSubdomainSchema.optional() };
const isOneSource = (given: { secret?: string | undefined; configMap?: string | undefined }) =>
  (given.secret === undefined) !== (given.configMap === undefined);
const oneSource = 'either `secret` or `configMap`';

const envValueSchema = z.union([
  processTextSchema,
  z.strictObject({ ...source, key: dataKeySchema }).refine(isOneSource, oneSource),
]);

const envFromSchema = z
  .strictObject({
    ...source,
    prefix: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the beginning of names of variables')
      .optional(),
  })
  .refine(isOneSource, oneSource);

/**
 * Folders that a container has without us: the one that the deployment mounts, those in which the runtime has to make files of its own,
 * which it cannot in a volume that is read-only, and files that it mounts itself.
 */
const ownFolders = ['/tmp', '/proc', '/dev', '/etc', '/etc/hosts', '/etc/hostname', '/etc/resolv.conf'];
/** The runtime refuses a volume anywhere in `/proc` (runc, libcontainer/rootfs_linux.go, `checkProcMount`). */
const isOwn = (path: string) => ownFolders.includes(path) || path.startsWith('/proc/');

const mountPathSchema = z
  .string()
  .regex(/^(\/[^/:\0]+)+$/, 'an absolute path of a folder, without a colon and without a slash at its end')
  .refine((path) => !path.split('/').some((part) => part === '.' || part === '..'), 'a path without . and ..')
  .refine((path) => !isOwn(path), `another folder than ${ownFolders.join(', ')}, which are the container's own`);

const volumesSchema = z
  .array(z.strictObject({ path: mountPathSchema, ...source }).refine(isOneSource, oneSource))
  .refine((volumes) => new Set(volumes.map(({ path }) => path)).size === volumes.length, 'every path once');

/** Where a workload may connect to. */
export const egressSchema = z
  .strictObject({
    prefix: oneOrMany(networkSchema).optional().describe('networks'),
    namespace: dnsLabelSchema.optional().describe('pods of this namespace'),
    pods: selectorSchema.optional().describe('pods with these labels; default all of the namespace'),
    port: oneOrMany(portSchema).optional().describe('default every port'),
    protocol: protocolSchema.optional().describe('protocol of the ports; default TCP'),
  })
  .refine(
    ({ prefix, namespace, pods }) => (prefix === undefined) !== (namespace === undefined && pods === undefined),
    'either `prefix`, or `namespace` or `pods` or both',
  );

/** Longest part of the end of a pod, ms: an update waits for it, and so does a drain of a host. */
const longestStopMs = 3_600_000;

const stopTimeSchema = durationWithin({ mostMs: longestStopMs, text: 'a time of at most 60min, such as 5s' });

/** The containers that serve a VIP. */
export const workloadSchema = z.strictObject({
  image: imageSchema,
  replicas: z.int().min(1).max(bounds.int32).optional().describe('default one a host'),
  port: portSchema.optional().describe('port the container listens on; default 8080'),
  command: z.array(processTextSchema).optional(),
  args: z.array(processTextSchema).optional(),
  env: z
    .record(envNameSchema, envValueSchema)
    .optional()
    .describe('variables: a value, or a key of a Secret or ConfigMap of the namespace'),
  envFrom: z.array(envFromSchema).optional().describe('Secrets and ConfigMaps of the namespace, each key of which is a variable'),
  volumes: volumesSchema.optional().describe('folders with the content of a Secret or ConfigMap of the namespace, read-only'),
  imagePullSecrets: eachOnce(dnsSubdomainSchema)
    .optional()
    .describe('Secrets of the namespace that open the registry of the image'),
  cpu: cpuSchema.optional().describe('CPU request and limit; default 100m'),
  memory: memorySchema.optional().describe('memory request and limit; default 64Mi'),
  storage: memorySchema.optional().describe('ephemeral storage, request and limit: /tmp and logs; default 128Mi'),
  runAsUser: z.int().min(1).max(bounds.int32).optional().describe('default 65534'),
  stop: z
    .strictObject({
      delay: stopTimeSchema
        .optional()
        .describe(
          'time that it goes on serving after it is asked to end, so that its endpoint has left everywhere before; default 5s',
        ),
      grace: stopTimeSchema.optional().describe('time that it has then to finish what is in flight; default 5s'),
    })
    .optional()
    .describe('how a pod ends'),
  egress: z.array(egressSchema).optional().describe('where it may connect to besides DNS; default nowhere'),
});

/** See {@link workloadSchema}. */
export type WorkloadDescription = z.infer<typeof workloadSchema>;
/** See {@link egressSchema}. */
export type EgressDescription = z.infer<typeof egressSchema>;
