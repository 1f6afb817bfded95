import { fault, unpredicted } from '../fault';
import { inCluster } from '../parts';
import { placeTarget } from '../target';

/** The control plane of a site does not answer. */
export const apiServerDown = fault({
  name: 'api-server-down',
  summary: 'the API server of a site is down (level cluster)',
  target: placeTarget('site'),
  endsBfd: false,
  takesPower: false,
  about: 'outage',
  predicts: unpredicted,
  does: {
    routers: undefined,
    cluster: inCluster(({ controlPlane }) =>
      Promise.resolve(() => {
        controlPlane.killApiServer();
        return Promise.resolve(() => controlPlane.startApiServer());
      }),
    ),
  },
});
