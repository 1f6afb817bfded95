import { faultsOf, isAvailable } from '../../../lib/rollout/sites/site-control';
import type { VipState } from '../../../lib/rollout/sites/site-control';

const vip = (state: VipState['state'], reason?: string): VipState => ({
  service: 'a',
  state,
  ...(reason !== undefined && { reason }),
});

test('a site is available that announces all its VIPs, whatever else is wrong', () => {
  expect(isAvailable({ vips: [vip('announced'), vip('announced')], problems: ['the agent is down'] })).toBe(true);
  expect(isAvailable({ vips: [vip('announced'), vip('drained')], problems: [] })).toBe(false);
});

test('what keeps a site from being healthy is told, with its reason where there is one', () => {
  const vips = [vip('announced'), vip('down', 'the Service has no address'), vip('withdrawn')];
  expect(faultsOf({ vips, problems: ['the agent is down'] })).toEqual([
    'VIP of a is down (the Service has no address)',
    'VIP of a is withdrawn',
    'the agent is down',
  ]);
  expect(faultsOf({ vips: [vip('announced')], problems: [] })).toEqual([]);
});
