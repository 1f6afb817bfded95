import { unknownName } from '../usage/usage-error';
import type { Attack } from './attack';
import { resources } from './resources';
import { routing } from './routing';

/** What attacks are about. */
export const themes = { routing, resources } as const;

/** Every attack, in the order of the list: one a file. */
export const attacks: readonly Attack[] = Object.values(themes).flat();

/** The attack of a name. @throws UsageError with those that there are */
export function attackOf(name: string): Attack {
  const found = attacks.find((attack) => attack.name === name);
  if (!found)
    throw unknownName(
      'attack',
      name,
      attacks.map((attack) => attack.name),
    );
  return found;
}
