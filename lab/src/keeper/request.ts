import { z } from 'zod';

/** What the keeper is started with: decided outside, where the machine can be looked at. */
export const labRequestSchema = z.strictObject({
  name: z.string(),
  /** Path of the fleet file, absolute. */
  fleetFile: z.string(),
  level: z.enum(['routers', 'cluster', 'mpls']),
  /** @default - all */
  sites: z.array(z.string()).exactOptional(),
  /** @default - as the fleet says */
  border: z.enum(['frr', 'bird']).exactOptional(),
  /** @default - as the fleet says */
  backbone: z.enum(['frr', 'bird']).exactOptional(),
  /** BFD between hosts and borders, at every site. @default - as the fleet says */
  bfd: z.strictObject({ intervalMs: z.int().positive(), multiplier: z.int().positive() }).exactOptional(),
  /** BFD of backbones and uplinks. @default - as the fleet says */
  backboneBfd: z.strictObject({ intervalMs: z.int().positive(), multiplier: z.int().positive() }).exactOptional(),
  delay: z.enum(['netem', 'delay-line', 'none']),
  /** Path of the delay line's program. */
  delayProgram: z.string().exactOptional(),
  /** Whether backbones may use MPLS. */
  mpls: z.boolean(),
  /** Whether the failover agent runs at level cluster. @default true */
  agent: z.boolean().exactOptional(),
  /** Whether clusters stay without the fleet's manifests, which something else deploys (level cluster). @default false */
  bare: z.boolean().exactOptional(),
  /** What is to be known from the look at the machine. */
  notes: z.array(z.string()),
  /** Longest time until everything is as predicted, ms. */
  readyMs: z.int().positive(),
});

/** See {@link labRequestSchema}. */
export type LabRequest = z.infer<typeof labRequestSchema>;
