import { failureOf } from '../../../lab/src/availability/failure-of';

describe('the kind of failure that faults are', () => {
  test.each([
    ['app-kill mec-1/sensors', undefined, 'application-killed', 'failover'],
    ['app-kill mec-1/sensors', 'drain', 'application-killed', 'failover'],
    ['app-hang mec-1', undefined, 'application-hung', 'failover'],
    ['pod-delete mec-1', undefined, 'application-killed', 'repair'],
    ['drain mec-1', 'drain', 'drain', 'failover'],
    ['withdraw mec-1', 'withdraw', 'withdraw', 'failover'],
    ['host-power-off mec-1/host-1', 'host-loss', 'host-loss', 'failover'],
    ['host-power-off mec-1/host-1', 'all-hosts-loss', 'all-hosts-loss', 'failover'],
    ['border-power-off mec-1/border-1', 'gateway-loss', 'gateway-loss', 'failover'],
    ['link-cut mec-1/border-1:clients0', 'gateway-loss', 'gateway-loss', 'failover'],
    ['border-power-off mec-2/border-1', 'border-loss', 'border-loss', 'failover'],
    ['link-cut mec-2/border-1--isp/pe-1', 'border-loss', 'uplink-loss', 'failover'],
    ['link-silent mec-2/border-1--isp/pe-1', 'border-loss', 'uplink-loss', 'failover'],
    ['border-power-off isp/pe-1', 'uplink-loss', 'uplink-loss', 'failover'],
  ])('%s, held against %s, is %s, ended by %s', (fault, named, failure, endedBy) => {
    expect(failureOf({ faults: [fault], ...(named && { case: named }) })).toEqual({ failure, endedBy });
  });

  test.each([
    ['app-kill mec-1/host-1/sensors', undefined],
    ['bfd-daemon-kill mec-1/border-1', undefined],
    ['exchange-loss ix', undefined],
    ['drain mec-1', 'a case of a later format'],
  ])('%s, held against %s, is none', (fault, named) => {
    expect(failureOf({ faults: [fault], ...(named && { case: named }) })).toBeUndefined();
  });

  test('of no fault at all is none', () => expect(failureOf({ faults: [] })).toBeUndefined());
});
