import type { Rule } from '../rule';
import { documentationAs } from './documentation-as';
import { drainNotHonoured } from './drain-not-honoured';
import { ebgpEqualAs } from './ebgp-equal-as';
import { fourByteAsTowardsTwoBytePeer } from './four-byte-as-towards-two-byte-peer';
import { maxPrefixTooSmall } from './max-prefix-too-small';
import { ownAsInPath } from './own-as-in-path';
import { passwordInClear } from './password-in-clear';
import { passwordInvalid } from './password-invalid';
import { reservedAs } from './reserved-as';
import { sessionWithoutPassword } from './session-without-password';
import { sharedSiteAs } from './shared-site-as';

/** Rules about BGP sessions. */
export const sessionRules: readonly Rule[] = [
  documentationAs,
  drainNotHonoured,
  ebgpEqualAs,
  fourByteAsTowardsTwoBytePeer,
  maxPrefixTooSmall,
  ownAsInPath,
  passwordInClear,
  passwordInvalid,
  reservedAs,
  sessionWithoutPassword,
  sharedSiteAs,
];
