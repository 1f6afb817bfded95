import type { Practice } from '../practice';

/** Others find somebody who can act. */
export const contacts: Practice = {
  id: 'contacts',
  title: 'Others find a contact for each AS that is reached around the clock.',
  source: 'MANRS action 3',
  explanation:
    'Whoever sees a hijack or a flood that comes from you must be able to tell you. No configuration of a router holds that, so nothing is looked at.',
  remedy: 'Keep the contacts up to date in the register of your RIR, and in PeeringDB, for each public AS of the fleet.',
};
