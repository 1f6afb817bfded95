import type { Attack } from '../attack';
import { backboneReset } from './backbone-reset';
import { coveringRoute } from './covering-route';
import { defaultRoute } from './default-route';
import { foreignVip } from './foreign-vip';
import { forgedPath } from './forged-path';
import { longPath } from './long-path';
import { malformedUpdate } from './malformed-update';
import { manyPrefixes } from './many-prefixes';
import { moreSpecific } from './more-specific';
import { replayedBfd } from './replayed-bfd';
import { resetFromBeside } from './reset-from-beside';
import { spoofedNotification } from './spoofed-notification';
import { spoofedReset } from './spoofed-reset';
import { wrongAddress } from './wrong-address';

/** Attacks on routes and on the sessions that carry them. */
export const routing: readonly Attack[] = [
  foreignVip,
  moreSpecific,
  defaultRoute,
  coveringRoute,
  forgedPath,
  manyPrefixes,
  wrongAddress,
  spoofedReset,
  spoofedNotification,
  resetFromBeside,
  backboneReset,
  malformedUpdate,
  longPath,
  replayedBfd,
];
