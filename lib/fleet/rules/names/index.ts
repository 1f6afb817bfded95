import type { Rule } from '../rule';
import { duplicateName } from './duplicate-name';
import { namespaceOfOthers } from './namespace-of-others';
import { objectNameTaken } from './object-name-taken';
import { oldName } from './old-name';
import { routeReflectorUnknown } from './route-reflector-unknown';
import { unknownReference } from './unknown-reference';

/** Rules about names and what they refer to. */
export const nameRules: readonly Rule[] = [
  duplicateName,
  namespaceOfOthers,
  objectNameTaken,
  oldName,
  routeReflectorUnknown,
  unknownReference,
];
