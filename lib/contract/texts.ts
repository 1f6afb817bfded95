import { isIPv6 } from 'node:net';
import * as z from 'zod';

/**
 * Path and query of a URL (RFC 3986, sections 3.3 and 3.4). Node's HTTP client throws at a path with other characters, at every probe.
 */
export const urlPathSchema = z
  .string()
  .regex(
    /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*$/,
    'a path that begins with /, of the characters of RFC 3986; others as %20',
  );

/** Host of a URL, with a port or without (RFC 3986, section 3.2.2): a header with other characters is refused by Node's HTTP client. */
export const hostHeaderSchema = z
  .string()
  .regex(/^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/, 'a host name or address, such as www.example.org');

/** Name of a host in a certificate. Not an address: RFC 6066, section 3, sends none. */
export const serverNameSchema = z
  .string()
  .max(253)
  .regex(/^(?=.*[A-Za-z])(?:[A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}$/, 'a host name, such as www.example.org');

/** Domain name that is asked for: labels of at most 63 octets, 253 in all (RFC 1035, section 2.3.4); `.` is the root. */
export const domainNameSchema = z
  .string()
  .max(253)
  .regex(/^(?:\.|(?:[A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}\.?)$/, 'a domain name, such as example.org');

/** Most octets of a payload that a UDP datagram carries unfragmented everywhere: 1,280 of IPv6 (RFC 8200) less the headers. */
const longestPayload = 1232;

/** What a UDP probe sends. */
export const payloadSchema = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= longestPayload, `a payload of at most ${longestPayload} octets`);

/**
 * An IPv6 address as every text of it is written alike (RFC 5952, without dots in any), so that two can be compared, also with those of a
 * fleet; any other text as it is.
 */
export function canonicalAddress(text: string): string {
  return isIPv6(text) && !text.includes('%') ? hostOfPeer(`[${text}]:1`) : text;
}

/** `host:port` or the URL (`http`) of one who answers; an IPv6 address stands in brackets, and the port is never left to be guessed. */
export const peerAddressSchema = z
  .string()
  .refine(isPeerAddress, 'host:port with a port from 1 to 65535, such as 192.0.2.1:30470 or [2001:db8::1]:30470, or an http URL');

function isPeerAddress(text: string): boolean {
  const hasScheme = text.startsWith('http://');
  if (!hasScheme && !/^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}$/.test(text)) return false;
  const url = urlOf(text);
  return URL.canParse(url) && new URL(url).port !== '0';
}

/** The host of a {@link peerAddressSchema}: a name, or an address as {@link canonicalAddress} writes it. */
export function hostOfPeer(text: string): string {
  return new URL(urlOf(text)).hostname.replace(/^\[|\]$/g, '');
}

function urlOf(text: string): string {
  return text.startsWith('http://') ? text : `http://${text}`;
}

/** A regular expression of JavaScript. */
export const regularExpressionSchema = z.string().superRefine((text, context) => {
  try {
    new RegExp(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.addIssue({ code: 'custom', message: `a regular expression of JavaScript (${message})` });
  }
});
