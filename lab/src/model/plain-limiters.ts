import type { FleetDescription } from 'anycast-mec';

type Services = NonNullable<FleetDescription['services']>;
type RateLimit = NonNullable<Services[string]['rateLimit']>;

/**
 * What stands between the lab's clients and a service beside its limits: the lab has no certificate, its clients send no PROXY header, and have
 * addresses of the lab.
 */
const away = ['tls', 'clients', 'maintenance', 'proxyProtocol'] as const satisfies readonly (keyof RateLimit)[];

/** A fleet whose limiters do nothing but limit, so that the lab's clients are served. @param notes are told what was taken away */
export function withPlainLimiters(description: FleetDescription, notes: string[]): FleetDescription {
  const services = Object.entries(description.services ?? {}).map(([name, service]) => {
    const { rateLimit } = service;
    const given = away.filter((key) => rateLimit?.[key] !== undefined);
    if (!rateLimit || given.length === 0) return [name, service] as const;
    notes.push(`the limiter of ${name} does without ${given.join(', ')}, so that the lab's clients are served by plain HTTP`);
    const left = Object.fromEntries(Object.entries(rateLimit).filter(([key]) => !given.some((one) => one === key)));
    return [name, { ...service, rateLimit: left as RateLimit }] as const;
  });
  return { ...description, ...(description.services && { services: Object.fromEntries(services) }) };
}
