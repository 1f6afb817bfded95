import type { RouterModel } from '../../model/router-model';
import type { SecretResolver } from '../../secrets';
import type { RouterFile } from '../router-file';
import { bfdSection } from './bfd';
import { bgpSections } from './bgp';
import { daemonsFile } from './daemons';
import { ldpSections, ospfSections } from './igp';
import { interfaceSections } from './interfaces';
import { originModule, originSections } from './origins';
import { policySections } from './policies';
import type { FrrDaemon, Section } from './section';

/**
 * Renders a router for FRR (8.4 and later): the integrated `frr.conf`, the same split by daemon below `split/` for those who
 * run daemons by themselves (the integrated file must never be given to one daemon: ospfd takes lines of LDP for its own), the
 * `daemons` file and `vtysh.conf`. Files are readable by owner and group only, as they may hold passwords.
 *
 * GRACEFUL_SHUTDOWN (RFC 8326) needs no line: FRR gives such a route of an eBGP neighbor local preference 0 by itself; where a
 * session is not to honour it, its route map takes the community off.
 *
 * @param secrets resolves password references
 * @throws Error naming the router if a password cannot be had or written
 */
export function renderFrr(model: RouterModel, secrets: SecretResolver): RouterFile[] {
  const sections = [
    ...interfaceSections(model),
    ...staticSections(model),
    ...bfdSection(model),
    ...originSections(model),
    ...policySections(model),
    ...bgpSections(model, secrets),
    ...ospfSections(model),
    ...ldpSections(model),
  ];
  const used = [...new Set(sections.flatMap((section) => section.daemons))].sort();
  // Each section is made text once: it stands in the integrated file and in that of each of its daemons.
  const parts = sections.map(({ daemons, lines }) => ({ daemons, text: textOf(model, ['!', ...lines]) }));
  const head = textOf(model, headOf(model));
  const file = (path: string, ...texts: readonly string[]): RouterFile => ({
    path,
    content: `${[head, ...texts].join('\n')}\n!\n`,
    mode: 0o640,
  });
  const partsOf = (daemon: FrrDaemon) => parts.filter(({ daemons }) => daemons.includes(daemon)).map(({ text }) => text);
  return [
    // `service` is a line of vtysh alone; a daemon refuses it.
    file('frr.conf', 'service integrated-vtysh-config', ...parts.map(({ text }) => text)),
    ...used.map((daemon) => file(`split/${daemon}.conf`, ...partsOf(daemon))),
    { path: 'daemons', content: daemonsFile(new Set<FrrDaemon>(used), model.caches?.length ? [originModule] : []), mode: 0o644 },
    { path: 'vtysh.conf', content: 'service integrated-vtysh-config\n', mode: 0o644 },
  ];
}

function staticSections(model: RouterModel): Section[] {
  if (model.statics.length === 0) return [];
  const lines = model.statics.map(
    (route) =>
      `${route.prefix.includes(':') ? 'ipv6' : 'ip'} route ${route.prefix} ${route.via} ${route.interface} ${route.distance}`,
  );
  return [{ daemons: ['staticd'], lines }];
}

function headOf({ fullName, name }: RouterModel): string[] {
  return [
    `! ${fullName}: FRR. Generated; changes made here are lost.`,
    'frr defaults traditional',
    `hostname ${name}`,
    'log syslog informational',
  ];
}

function textOf(model: RouterModel, lines: readonly string[]): string {
  const text = lines.join('\n');
  // Of control characters only the breaks between the lines are there.
  if (/[^\P{Cc}\n]/u.test(text) || lines.some((line) => line.includes('\n')))
    throw new Error(`${model.fullName}: a line of its FRR configuration would hold a control character`);
  return text;
}
