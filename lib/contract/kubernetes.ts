import * as z from 'zod';

/**
 * Texts as Kubernetes checks them (k8s.io/apimachinery, pkg/api/validate/content and pkg/util/validation), for the fleet and for every
 * construct alone: what passes here, the API server takes. As patterns, so that the JSON Schema has them.
 */

const labelText = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomainText = `${labelText}(\\.${labelText})*`;
/** The name part of a label key, and a label value that is not empty. */
const qualifiedText = '([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]';

/** Most characters of a label value, and of the name part of a label key. */
export const longestLabelValue = 63;
/** Most characters of a DNS label (RFC 1123): the name of a Service or a Namespace. */
export const longestDnsLabel = 63;

const pattern = (text: string, allowed: string) => z.string().regex(new RegExp(`^${text}$`), allowed);

/** Name of a Namespace: a DNS label (RFC 1123). */
export const dnsLabelSchema = pattern(
  `(?=.{1,${longestDnsLabel}}$)${labelText}`,
  `at most ${longestDnsLabel} lower-case letters, digits and dashes, with a letter or digit at both ends`,
);

/** Name of most objects: a DNS subdomain (RFC 1123). */
export const dnsSubdomainSchema = pattern(
  `(?=.{1,253}$)${subdomainText}`,
  'at most 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends of every part between dots',
);

/** A name in a certificate (RFC 9525): a DNS subdomain, of which the first part may be `*`. */
export const certificateNameSchema = pattern(
  `(?=.{1,253}$)(\\*\\.)?${subdomainText}`,
  'a host name in lower case, such as www.example.org or *.example.org',
);

/** Kind of an object, as definitions of a cluster name it (CamelCase, at most 63 characters). */
export const objectKindSchema = pattern('[A-Z][A-Za-z0-9]{0,62}', 'the kind of an object, such as Issuer or ClusterIssuer');

/** Name of a Service: a DNS label that begins with a letter (RFC 1035). */
export const serviceNameSchema = pattern(
  `(?=.{1,${longestDnsLabel}}$)[a-z]([-a-z0-9]*[a-z0-9])?`,
  `at most ${longestDnsLabel} lower-case letters, digits and dashes that begin with a letter and end with a letter or digit`,
);

/** Key of a label or an annotation: a name, or a DNS subdomain and a name, such as `app` or `example.com/app`. */
export const labelKeySchema = pattern(
  `(?=[^/]{1,253}/|[^/]*$)(${subdomainText}/)?${qualifiedText}`,
  "a name of at most 63 letters, digits, '-', '_' and '.' with a letter or digit at both ends; before it, if wanted, a DNS subdomain and '/'",
);

/** Value of a label; it may be empty. */
export const labelValueSchema = pattern(
  `(${qualifiedText})?`,
  `nothing, or at most ${longestLabelValue} letters, digits, '-', '_' and '.' with a letter or digit at both ends`,
);

/** Labels by key. */
export const labelsSchema = z.record(labelKeySchema, labelValueSchema);

/** Labels that select pods. Without any, a Service selects nothing, and a NetworkPolicy everything. */
export const selectorSchema = labelsSchema
  .refine((labels) => Object.keys(labels).length > 0, 'at least one label: without any, nothing is selected')
  .meta({ minProperties: 1 });

/** Name of an environment variable, as every API server takes it (later than 1.33 they take more). */
export const envNameSchema = pattern(
  '(?!\\.$|\\.\\.)[-._a-zA-Z][-._a-zA-Z0-9]*',
  "letters, digits, '_', '-' and '.', that begin with no digit and not with '..'",
);

/** Text that a process may be given: no NUL, which ends a text of C (execve(2)). */
export const processTextSchema = pattern('[^\\0]*', 'a text without the character NUL');

const domainText = '[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?';
const pathText = '[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*';

/** Reference of an image (github.com/distribution/reference, regexp.go), which the API server does not check and the kubelet does. */
export const imageSchema = pattern(
  // A name of 64 hexadecimal digits alone would be taken for the id of an image.
  '(?![a-f0-9]{64}$)(?=[^@]{1,383}(@|$))' +
    `((${domainText}(\\.${domainText})*|\\[[a-fA-F0-9:]+\\])(:[0-9]+)?/)?(?=[^:@]{1,255}([:@]|$))${pathText}(/${pathText})*` +
    '(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@(sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}))?',
  'an image reference such as registry.example/team/app:1.4 or registry.example/app@sha256:<64 hexadecimal digits>',
);

/** An amount of CPU: whole thousandths. More than 9999 cores are a slip. */
export const cpuSchema = pattern('(?=.*[1-9])(\\d{1,7}m|\\d{1,4}(\\.\\d{1,3})?)', 'CPU such as 30m or 0.5, more than nothing');

/** Marks the type of a size, so that whoever offers more than text for it finds every one. No value has it. */
export declare const sizeMark: unique symbol;

/** A size with its unit as text. Every text passes for one; the schema says which is. */
export type SizeText = string & { readonly [sizeMark]?: never };

/** An amount of memory, with its unit (`m`, thousandths of a byte, is a slip). */
export const memorySchema: z.ZodType<SizeText, SizeText> = pattern(
  '[1-9]\\d{0,8}(k|M|G|T|Ki|Mi|Gi|Ti)',
  'memory with its unit, such as 64Mi or 1Gi',
);

/** Port of a Service on every node: the range of API servers that are told no other (`--service-node-port-range`). */
export const nodePortSchema = z.int('a whole number from 30000 to 32767').min(30000).max(32767);
