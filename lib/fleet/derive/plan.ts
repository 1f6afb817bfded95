import { Prefix } from '../addresses/prefix';
import type { FleetDescription } from '../description/fleet';
import type { PlanSpace } from '../description/plan';
import { listOf } from './lists';
import type { Problems } from './problems';

/** Length of what one site gets of each space, per family. */
const siteBlock: Record<'links' | 'loopbacks' | 'hosts' | 'clients', Record<4 | 6, number>> = {
  links: { 4: 27, 6: 64 },
  loopbacks: { 4: 29, 6: 64 },
  hosts: { 4: 24, 6: 64 },
  clients: { 4: 24, 6: 60 },
};
/** Length of one exchange LAN. */
const exchangeBlock: Record<4 | 6, number> = { 4: 27, 6: 64 };
/** Networks that share the upper half of `links` and of `loopbacks`. */
const networkBlocks = 8;

/** FNV-1a, 32 bits: a stable number for a name. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}

/**
 * Derives addresses from the plan. Every result depends on what it is asked for alone (the site's number, the place
 * of a link in its list), never on which other sites there are: adding a site renumbers nothing.
 */
export class Plan {
  private readonly spaces: Record<PlanSpace, readonly Prefix[]>;
  /** How many sites the smallest space holds. */
  public readonly capacity: number;

  public constructor(
    description: FleetDescription['plan'],
    private readonly problems: Problems,
  ) {
    const read = (space: PlanSpace) => listOf(description?.[space]).map((text) => Prefix.parse(text));
    this.spaces = {
      links: read('links'),
      loopbacks: read('loopbacks'),
      hosts: read('hosts'),
      clients: read('clients'),
      exchanges: read('exchanges'),
    };
    const capacities = (['links', 'loopbacks', 'hosts', 'clients'] as const).flatMap((space) =>
      this.spaces[space].map((prefix) => this.siteHalf(space, prefix)?.capacity(siteBlock[space][prefix.family]) ?? 0),
    );
    this.capacity = Math.min(4096, ...capacities);
  }

  /** Whether the plan has the space at all. */
  public has(space: PlanSpace): boolean {
    return this.spaces[space].length > 0;
  }

  /**
   * A site's place in the plan: its own `number`, else the number its name ends with, else one derived from the name
   * in the upper half of the places, where names with numbers seldom reach.
   */
  public siteNumber(name: string, given: number | undefined): number {
    if (given !== undefined) return given;
    const digits = /(\d{1,6})$/.exec(name);
    if (digits) return Number(digits[1]);
    const half = Math.floor(this.capacity / 2);
    return half > 0 ? half + (hash(name) % half) : 0;
  }

  /** The block of a site in a space, one prefix a family. */
  public site(space: 'links' | 'loopbacks' | 'hosts' | 'clients', number: number, path: string): Prefix[] {
    return this.spaces[space].flatMap((prefix) => {
      const block = this.siteHalf(space, prefix)?.subnet(siteBlock[space][prefix.family], number);
      if (!block) this.problems.planTooSmall(`plan.${space}`, prefix.toString(), `${path} (number ${number})`);
      return block ? [block] : [];
    });
  }

  /** The block of a network, by its place among the networks. */
  public network(space: 'links' | 'loopbacks', place: number, path: string): Prefix[] {
    return this.spaces[space].flatMap((prefix) => {
      const upper = prefix.subnet(prefix.length + 1, 1);
      const block = upper?.subnet(upper.length + Math.log2(networkBlocks), place);
      if (!block) this.problems.planTooSmall(`plan.${space}`, prefix.toString(), path);
      return block ? [block] : [];
    });
  }

  /** The LAN of an exchange, by its place among the exchanges. */
  public exchange(place: number, path: string): Prefix[] {
    return this.spaces.exchanges.flatMap((prefix) =>
      this.within(prefix, exchangeBlock[prefix.family], place, 'plan.exchanges', path),
    );
  }

  /** The `index`-th prefix of `length` bits in a block, as a list of one, or none with a note. */
  public within(block: Prefix, length: number, index: number, planPath: string, what: string): Prefix[] {
    const prefix = block.subnet(length, index);
    if (!prefix) this.problems.planTooSmall(planPath, block.toString(), what);
    return prefix ? [prefix] : [];
  }

  /** Links and loopbacks keep their upper half for networks. */
  private siteHalf(space: keyof typeof siteBlock, prefix: Prefix): Prefix | undefined {
    return space === 'links' || space === 'loopbacks' ? prefix.subnet(prefix.length + 1, 0) : prefix;
  }
}
