import { z } from 'zod';
import { healthSchema } from './health';
import { portSchema } from './scalars';

/** Most characters of the name of a port (RFC 6335, section 5.1; Kubernetes, `IsValidPortName`). */
const longestPortName = 15;

/** Name of a port: an IANA service name, as a container and a Service must both take it. */
export const portNameSchema = z
  .string()
  .max(longestPortName)
  .regex(
    /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/,
    `a name of at most ${longestPortName} lower-case letters, digits and single dashes with at least one letter (RFC 6335)`,
  );

/** Protocol of a port. */
export const protocolSchema = z.enum(['TCP', 'UDP']);

/** One port of a VIP. */
export const servicePortSchema = z.strictObject({
  port: portSchema.describe('port at the VIP'),
  protocol: protocolSchema.optional().describe('default TCP'),
  name: portNameSchema.optional().describe('default protocol and port, such as udp-53'),
  targetPort: portSchema.optional().describe('port of the pods; default the port at the VIP'),
  health: healthSchema
    .optional()
    .describe('how it is seen that this port serves; timing that is not given is that of the service'),
});

/** See {@link servicePortSchema}. */
export type ServicePortDescription = z.infer<typeof servicePortSchema>;
