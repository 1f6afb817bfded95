import type { Rule } from '../rule';
import { bfdIntervalTooShort } from './bfd-interval-too-short';
import { bfdSlowerThanPromise } from './bfd-slower-than-promise';
import { gracefulRestartWithFastPromise } from './graceful-restart-with-fast-promise';
import { holdTimeTooShort } from './hold-time-too-short';
import { keepaliveAboveHold } from './keepalive-above-hold';
import { keepaliveTooLong } from './keepalive-too-long';
import { promiseBelowDebounce } from './promise-below-debounce';
import { promiseNotKept } from './promise-not-kept';

/** Rules about timers and what is promised. */
export const timerRules: readonly Rule[] = [
  bfdIntervalTooShort,
  bfdSlowerThanPromise,
  gracefulRestartWithFastPromise,
  holdTimeTooShort,
  keepaliveAboveHold,
  keepaliveTooLong,
  promiseBelowDebounce,
  promiseNotKept,
];
