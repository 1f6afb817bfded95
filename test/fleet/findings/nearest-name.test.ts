import { nearestName } from '../../../lib/fleet/findings/nearest-name';

const known = ['uplinks', 'hostAs', 'hostPassword', 'hostPasswordSecret', 'as', 'lan', 'gateway', 'kubeadm', 'kubeedge'];

test.each([
  ['uplinks', 'uplinks'],
  ['HOSTAS', 'hostAs'],
  ['AS', 'as'],
  ['uplink', 'uplinks'],
  ['gatway', 'gateway'],
  ['asn', 'as'],
  ['lann', 'lan'],
])('%s was meant to be %s', (written, name) => {
  expect(nearestName(written, known)).toBe(name);
});

test.each([
  ['Password', 'hostPassword', 'which it is a part of, and the shortest of them'],
  ['edge', 'kubeedge', 'which it is a part of, from four letters on'],
  ['host', 'hostAs', 'the nearest of all that it is a part of'],
])('%s was meant to be %s, %s', (written, name) => {
  expect(nearestName(written, known)).toBe(name);
});

test.each([
  ['', 'it has no letter'],
  ['x', 'it is like none'],
  ['dm', 'a part of less than four letters may be of anything'],
  ['eed', 'a part of three letters, too'],
  ['subnet', 'less than half of its letters are those of one'],
])('%j was meant to be none: %s', (written) => {
  expect(nearestName(written, known)).toBeUndefined();
});

test('half of the letters are enough, less are not', () => {
  expect(nearestName('abxx', ['abcd'])).toBe('abcd');
  expect(nearestName('axxx', ['abcd'])).toBeUndefined();
  expect(nearestName('abcxxx', ['abc'])).toBe('abc');
});

test('where nothing is known, nothing was meant', () => {
  expect(nearestName('as', [])).toBeUndefined();
  expect(nearestName('gateway', [])).toBeUndefined();
});
