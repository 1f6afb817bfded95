import { z } from 'zod';
import { familyOf, isAddress } from '../addresses/address';
import { durationWithin } from '../../contract/durations';
import { isPrefixText, isRangeText, Prefix } from '../addresses/prefix';
import { bounds } from './bounds';

/** A name: a DNS label, as it becomes part of Kubernetes names, files and interface names. */
export const nameSchema = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/,
    'a name of at most 40 lower-case letters, digits and dashes that begins with a letter',
  );

/** The name of a host: a DNS label (RFC 1123), as long as one may be. */
export const hostNameSchema = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'a name of at most 63 lower-case letters, digits and dashes that begins with a letter; where the node is called otherwise, such as a full domain name, give that as nodeName beside a short name',
  );

/** Most characters of a node's name: MetalLB selects nodes by the label kubernetes.io/hostname, and no value of a label has more. */
const nodeNameLimit = 63;

/** The name of a Kubernetes node: a DNS subdomain (RFC 1123), which has room in a label. */
export const nodeNameSchema = z
  .string()
  .regex(
    new RegExp(`^(?=.{1,${nodeNameLimit}}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`),
    `the name of a node as Kubernetes has it, such as node-1.example.net: lower-case letters, digits, dashes and dots, at most ${nodeNameLimit} characters, as a label holds it`,
  );

/** An AS number, 1 to 4294967295 (RFC 6793). */
export const asSchema = z
  .int()
  .min(1)
  .max(bounds.uint32)
  .describe('AS number, 1 to 4294967295 (RFC 6793), in asplain (RFC 5396)');

/** A time with its unit: `50ms`, `3s` or `2min`. */
export const durationSchema = durationWithin({
  mostMs: bounds.durationMs,
  text: 'a time of at most 596h, with its unit, such as 50ms, 3s or 2min',
});

/** A delay that the lab emulates. */
export const delaySchema = durationWithin({
  mostMs: bounds.delayS * 1000,
  text: `a time of at most ${bounds.delayS}s, such as 6ms`,
});

/** A time in whole milliseconds, 1 ms at least: what programs take as a number of them. */
export const wholeMillisecondsSchema = durationWithin({
  mostMs: bounds.durationMs,
  text: 'a time in whole milliseconds, from 1ms to 596h',
  stepMs: 1,
  leastMs: 1,
});

/** A time in whole seconds; `least` is what the text names, and a rule's business. */
export const wholeSecondsSchema = (least: number, most: number) =>
  durationWithin({ mostMs: most * 1000, text: `a time in whole seconds, from ${least}s to ${most}s`, stepMs: 1000 });

/** One IPv4 or IPv6 address without a prefix length. */
export const addressSchema = z.string().refine(isAddress, 'an IPv4 or IPv6 address, such as 192.0.2.1 or 2001:db8::1');

/** One IPv4 or IPv6 prefix in CIDR form. */
export const prefixSchema = z.string().refine(isPrefixText, 'a prefix such as 192.0.2.0/24 or 2001:db8::/48');

/** IPv4 addresses as IPv6 (RFC 4291 section 2.5.5.2). */
const ipv4Mapped = Prefix.parse('::ffff:0:0/96');

/**
 * A network by whose addresses somebody is let in or out: without host bits, and IPv4 as such. So a NetworkPolicy takes it (Kubernetes 1.36,
 * `ValidateIPBlock`), and NGINX compares an IPv4 client in IPv6 clothes as IPv4 (ngx_http_geo_module.c).
 */
export const networkSchema = prefixSchema.superRefine((text, context) => {
  if (!isPrefixText(text)) return;
  const prefix = Prefix.parse(text);
  const isMapped = prefix.length >= ipv4Mapped.length && prefix.overlaps(ipv4Mapped);
  if (isMapped)
    context.addIssue({
      code: 'custom',
      message: 'IPv4 as such, not mapped to IPv6',
      params: { remedy: 'Write the prefix of IPv4.' },
    });
  else if (prefix.hasHostBits)
    context.addIssue({
      code: 'custom',
      message: `a prefix whose host bits are zero: ${prefix.toString()}`,
      params: { remedy: `Write ${prefix.toString()}.` },
    });
});

/** A prefix, or an address range `first-last` as MetalLB takes it. */
export const blockSchema = z
  .string()
  .refine(
    (text) => isPrefixText(text) || isRangeText(text),
    'a prefix such as 192.0.2.0/24 or a range such as 192.0.2.10-192.0.2.20',
  );

/** A port of TCP or UDP. */
export const portSchema = z.int().min(1).max(bounds.uint16);

/** One value or a list of them. */
export const oneOrMany = <T extends z.ZodType>(schema: T) => z.union([schema, z.array(schema).min(1)]);

/** One address or prefix, or one of each family: what hangs on a network has one address of a family, as a session has one at each end. */
export const oneAFamily = <T extends z.ZodType<string>>(schema: T) =>
  z.union([
    schema,
    z
      .array(schema)
      .min(1)
      .superRefine((list, context) =>
        repeated(list, familyOf, (index) => ({
          path: [index],
          message: 'one of IPv4 and one of IPv6',
          params: { remedy: `Take it out: there is one of IPv${familyOf(list[index] ?? '')} before it.` },
        })).forEach((issue) => context.addIssue({ code: 'custom', ...issue })),
      )
      .meta({ maxItems: 2 }),
  ]);

/** A list in which every entry stands once. */
export const eachOnce = <T extends z.ZodType<string>>(schema: T) =>
  z
    .array(schema)
    .superRefine((list, context) =>
      repeated(
        list,
        (entry) => entry,
        (index) => ({ path: [index], message: 'every entry once', params: { remedy: 'Take it out: it stands before it, too.' } }),
      ).forEach((issue) => context.addIssue({ code: 'custom', ...issue })),
    )
    .meta({ uniqueItems: true });

/** What is told of each entry that is, by its key, one that stands before it. */
export function repeated<T, I>(list: readonly T[], keyOf: (entry: T) => unknown, told: (index: number) => I): I[] {
  const seen = new Set<unknown>();
  return list.flatMap((entry, index) => {
    const key = keyOf(entry);
    const before = seen.has(key);
    seen.add(key);
    return before ? [told(index)] : [];
  });
}

/** Words of FRR where the interface of a static route stands, each of which it knows by its beginning, too (8.4.4, staticd/static_vty.c). */
const wordsOfRoutes = ['tag', 'table', 'label', 'vrf', 'color', 'nexthop-vrf'];
/** What FRR takes for a route that leads nowhere; it knows `null` in capitals, too. */
const nowhere = ['blackhole', 'reject', '[Nn][Uu][Ll][Ll]0?'];
const beginnings = wordsOfRoutes.flatMap((word) => Array.from(word, (_, index) => word.slice(0, index + 1)));
const notInterfaces = ['lo', 'all', 'default', ...beginnings, ...nowhere].join('|');

/**
 * The name of a network interface on a Linux router: at most 15 characters (IFNAMSIZ), and neither the loopback, nor the folders that
 * the kernel has beside those of interfaces below `net.ipv4.conf`, nor what FRR takes for a word of its own.
 */
export const interfaceSchema = z
  .string()
  .regex(
    new RegExp(`^(?!(${notInterfaces})$)[a-zA-Z][a-zA-Z0-9._-]{0,14}$`),
    `an interface name of at most 15 characters, other than lo, all and default, blackhole, reject and null0, and the beginnings of ${wordsOfRoutes.join(', ')}`,
  );

/**
 * Where a secret is found when router files are rendered. The secret itself never stands in the fleet;
 * a plain string is accepted by the schema only so that the rule `password-in-clear` can explain the remedy.
 */
export const secretSchema = z.union([
  z.strictObject({
    env: z
      .string()
      .regex(/^[A-Z_][A-Z0-9_]*$/, 'the name of an environment variable: capital letters, digits and _, no digit first'),
  }),
  z.strictObject({ file: z.string().min(1).describe('a file, relative to the fleet file') }),
  z.string(),
]);

/** See {@link secretSchema}. */
export type SecretDescription = z.infer<typeof secretSchema>;

/** A router dialect: the routing daemon whose files are rendered. */
export const dialectSchema = z.enum(['frr', 'bird']).describe('the routing daemon: FRR 8.4 and later, or BIRD 2.0.12 and later');
