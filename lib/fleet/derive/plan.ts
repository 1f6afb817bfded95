import { familyOf } from '../addresses/address';
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
/** How a site or network gives for itself what the plan has no room for. */
const own = {
  links: { site: 'give `addresses` to its uplinks', network: 'give `prefix` or `addresses` to each of its links' },
  loopbacks: { site: 'give `loopback` to its borders', network: 'give `loopback` to each of its routers' },
  hosts: { site: 'give its `lan`' },
  clients: { site: 'give `prefix` to its client networks' },
} as const;

/** Something that is numbered within the block of a site or network. */
export interface Numbered {
  readonly path: string;
  readonly what: string;
  readonly remedy: string;
}

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
    private readonly description: FleetDescription['plan'],
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
      if (!block)
        this.problems.planTooSmall(
          this.pathOf(space, prefix),
          prefix.toString(),
          `${prefix.toString()} has no room for the ${space} of ${path}, whose number is ${number}.`,
          `Enlarge it, give ${path} a smaller \`number\`, or ${own[space].site}.`,
        );
      return block ? [block] : [];
    });
  }

  /** The block of a network, by its place among the networks. */
  public network(space: 'links' | 'loopbacks', place: number, path: string): Prefix[] {
    if (place >= networkBlocks && this.has(space)) {
      this.problems.planTooSmall(
        path,
        place + 1,
        `The plan has ${space} for ${networkBlocks} networks, and ${path} is number ${place + 1}.`,
        `As the plan has none for it, ${own[space].network}.`,
      );
      return [];
    }
    return this.spaces[space].flatMap((prefix) => {
      const upper = prefix.subnet(prefix.length + 1, 1);
      const block = upper?.subnet(upper.length + Math.log2(networkBlocks), place);
      if (!block)
        this.problems.planTooSmall(
          this.pathOf(space, prefix),
          prefix.toString(),
          `${prefix.toString()} has no room for the ${space} of ${path}.`,
          `Enlarge it, or ${own[space].network}.`,
        );
      return block ? [block] : [];
    });
  }

  /** The LAN of an exchange, by its place among the exchanges. */
  public exchange(place: number, path: string): Prefix[] {
    return this.spaces.exchanges.flatMap((prefix) => {
      const lan = prefix.subnet(exchangeBlock[prefix.family], place);
      if (!lan)
        this.problems.planTooSmall(
          this.pathOf('exchanges', prefix),
          prefix.toString(),
          `${prefix.toString()} has no room for ${path}, the exchange number ${place + 1}.`,
          `Enlarge it, or give ${path} a \`prefix\`.`,
        );
      return lan ? [lan] : [];
    });
  }

  /**
   * The `index`-th prefix of `length` bits in the block of a site or network, as a list of one, or none with a note at `path`.
   *
   * @param what is numbered there, such as `uplinks of a site`
   * @param remedy what to give at `path` instead
   */
  public within(block: Prefix, length: number, index: number, { path, what, remedy }: Numbered): Prefix[] {
    const prefix = block.subnet(length, index);
    if (!prefix)
      this.problems.planTooSmall(
        path,
        index + 1,
        `The plan has ${block.toString()} for ${block.capacity(length)} ${what}, and this is number ${index + 1}.`,
        remedy,
      );
    return prefix ? [prefix] : [];
  }

  /** Whether the plan has addresses of a family of which none is among those given. */
  public adds(space: PlanSpace, given: readonly string[]): boolean {
    return this.spaces[space].some((prefix) => !given.some((text) => familyOf(text) === prefix.family));
  }

  /** Where a prefix of the plan stands in the description. */
  private pathOf(space: PlanSpace, prefix: Prefix): string {
    return Array.isArray(this.description?.[space]) ? `plan.${space}[${this.spaces[space].indexOf(prefix)}]` : `plan.${space}`;
  }

  /** Links and loopbacks keep their upper half for networks. */
  private siteHalf(space: keyof typeof siteBlock, prefix: Prefix): Prefix | undefined {
    return space === 'links' || space === 'loopbacks' ? prefix.subnet(prefix.length + 1, 0) : prefix;
  }
}
