import { unresolvedBy } from '../unresolved';
import type { Rule } from '../rule';

/** Addresses lie in the network that they are given for. */
export const familyMismatch: Rule = {
  id: 'family-mismatch',
  severity: 'error',
  title: 'Addresses lie in the network that they are given for.',
  explanation: 'A host or border whose address lies outside the host network cannot be reached from it.',
  allowed: 'an address of the host network',
  remedy: 'Correct the address, or the `lan` of the site.',
  needs: ['sites.*'],
  acknowledgeable: false,
  check: (fleet) => unresolvedBy('family-mismatch', fleet),
};
