import { failureOfError, failureOfStatus } from '../../../lab/src/probes/failure';

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ENETUNREACH', 'unreachable'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ECONNRESET', 'reset'],
  ['ETIMEDOUT', 'timeout'],
  ['HPE_INVALID_CONSTANT', 'other'],
])('%s is %s', (code, failure) => {
  expect(failureOfError(Object.assign(new Error(code), { code }))).toBe(failure);
});

test.each([
  [200, undefined],
  [204, undefined],
  [301, 'other'],
  [404, 'other'],
  [429, 'limited'],
  [503, '5xx'],
])('status %i is %s', (status, failure) => {
  expect(failureOfStatus(status)).toBe(failure);
});
