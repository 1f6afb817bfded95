import { canonical, familyOf } from '../../addresses/address';
import type { InterfaceAddress } from '../../model';
import type { Problems } from '../problems';
import type { SiteOutline } from './whole-site';

/** Addresses that must lie in the site's host network. */
export function lanAddresses(texts: readonly string[], site: SiteOutline, path: string, problems: Problems): InterfaceAddress[] {
  return texts.flatMap((text) => {
    const prefix = site.lan.find((candidate) => candidate.contains(text));
    if (!prefix)
      problems.mismatch(
        path,
        text,
        `${text} lies outside the host network of ${site.name}.`,
        site.lan.join(', ') || 'no host network',
      );
    return prefix ? [Object.freeze({ family: familyOf(text), address: canonical(text), prefix })] : [];
  });
}
