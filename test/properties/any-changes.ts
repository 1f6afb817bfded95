import * as fc from 'fast-check';
import { cases } from '../fleet/rules/cases';
import { changed } from '../fleet/rules/changes';
import { testbed } from '../fleet/testbed';

/** Thousands of services, which take seconds each time. */
const tooLong = 'agent-configuration-too-big';

/** A change that a rule accepts, near to one that it refuses; seldom that one. */
const change = fc
  .tuple(fc.constantFrom(...cases.filter(({ rule }) => rule !== tooLong)), fc.nat(9))
  .map(([{ accepted, refused }, dice]) => (dice === 0 ? refused : accepted));

/** The testbed with a few changes, each made for one rule, which meet here. One that another leaves no room for is left out. */
export const anyChanges: fc.Arbitrary<unknown> = fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
  changes.reduce<unknown>((fleet, make) => {
    const copy = structuredClone(fleet) as Parameters<typeof changed>[0];
    try {
      return changed(copy, make);
    } catch (error) {
      if (error instanceof TypeError) return fleet;
      throw error;
    }
  }, testbed()),
);
