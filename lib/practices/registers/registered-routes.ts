import type { Practice } from '../practice';

/** Others can know what we announce. */
export const registeredRoutes: Practice = {
  id: 'registered-routes',
  title: 'What is announced is published, so that others can validate it.',
  source: 'MANRS action 4; RFC 9582',
  explanation:
    'Others filter by what is registered: ROAs of the prefixes with each AS that originates them, and route objects. VIPs originate in the AS of every site that serves them, so a pool that leaves the fleet needs a ROA for each. Registers are outside of what is generated, and nothing is looked at.',
  remedy:
    'Sign ROAs for the pools and networks that leave the fleet, with the AS and the longest prefix that is announced, and keep the objects of your IRR up to date.',
};
