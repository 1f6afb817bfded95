import { siteFault } from './site-fault';

/** A workload is rolled over, as a new image would. */
export const rollingUpdate = siteFault({
  name: 'rolling-update',
  summary:
    'the pods of a service are replaced one after the other by its Deployment; it is over when the old ones are gone (level cluster)',
  target: '<site | site/service>',
  endsBfd: false,
});
