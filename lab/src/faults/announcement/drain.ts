import { fault } from '../fault';
import { serviceTarget } from '../target';
import { maintained, maintainedState } from './maintenance';

/** Upstream is asked to avoid the site. */
export const drain = fault({
  name: 'drain',
  summary: 'services of a site are announced with GRACEFUL_SHUTDOWN: others are preferred, and it still serves what comes',
  target: serviceTarget,
  endsBfd: false,
  takesPower: false,
  about: 'outage',
  predicts: maintainedState('drained'),
  does: maintained('drain'),
});
