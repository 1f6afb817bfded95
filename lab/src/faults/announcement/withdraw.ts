import { fault } from '../fault';
import { serviceTarget } from '../target';
import { maintained, maintainedState } from './maintenance';

/** The site announces no more. */
export const withdraw = fault({
  name: 'withdraw',
  summary: 'services of a site are announced no more; the application runs on',
  target: serviceTarget,
  endsBfd: false,
  takesPower: false,
  about: 'outage',
  predicts: maintainedState('withdrawn'),
  does: maintained('withdraw'),
});
