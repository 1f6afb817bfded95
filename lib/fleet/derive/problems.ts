import type { Unresolved } from '../model';

/** Collects what could not be resolved while the model is derived; rules report it. */
export class Problems {
  public readonly list: Unresolved[] = [];

  /** Notes that no address was given and that the plan has none to give. */
  public noAddress(path: string, what: string, remedy: string): void {
    this.note({
      rule: 'no-address',
      path,
      value: undefined,
      message: `There is no address for ${what}: none is given, and the plan has no prefix for it.`,
      allowed: 'an address, or a plan to derive it from',
      remedy,
    });
  }

  /** Notes that the plan has no room for one more. */
  public planTooSmall(path: string, value: unknown, message: string, remedy: string): void {
    this.note({ rule: 'plan-too-small', path, value, message, allowed: 'a plan with room for every site and link', remedy });
  }

  /** Notes a name that nothing bears. `known` are the names there are. */
  public unknownReference(path: string, value: unknown, what: string, known: readonly string[]): void {
    this.note({
      rule: 'unknown-reference',
      path,
      value,
      message: `There is no ${what} '${String(value)}'.`,
      allowed: known.length ? known.slice(0, 12).join(', ') + (known.length > 12 ? ', ...' : '') : `no ${what} is described`,
      remedy: `Name a ${what} that exists, or describe it.`,
    });
  }

  /** Notes an address that does not fit the network it should be in. */
  public mismatch(path: string, value: unknown, message: string, allowed: string): void {
    this.note({
      rule: 'family-mismatch',
      path,
      value,
      message,
      allowed,
      remedy: 'Give addresses of that network, one of each family that it has.',
    });
  }

  private note(entry: Unresolved): void {
    this.list.push(Object.freeze(entry));
  }
}
