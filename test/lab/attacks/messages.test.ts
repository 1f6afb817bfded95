import { communities, notification, open, prefixBytes, roles, update, usual } from '../../../lab/src/attacks/speaker/messages';
import { saidOf } from '../../../lab/src/attacks/speaker/speaker';
import { bgpNewsIn } from '../../../lab/src/timeline/bgp-message';

describe('what the speaker sends', () => {
  test('an UPDATE is read as what was meant', () => {
    const prefixes = ['203.0.113.1/32', '10.0.0.0/8', '0.0.0.0/0', '192.0.2.128/25'];
    expect(bgpNewsIn(update(usual([64701, 64512], '10.0.0.1'), prefixes))).toEqual([
      { kind: 'update', announced: prefixes, withdrawn: [] },
    ]);
  });

  test.each([
    ['0.0.0.0/0', '00'],
    ['10.0.0.0/8', '080a'],
    ['192.0.2.128/25', '19c0000280'],
    ['203.0.113.1/32', '20cb007101'],
  ])('%s has as many bytes as its length needs', (prefix, hex) => {
    expect(prefixBytes(prefix).toString('hex')).toBe(hex);
  });

  test('a path has segments of 255 AS numbers at most, and long attributes a length of two bytes', () => {
    const [, path] = usual(
      Array.from({ length: 300 }, () => 64512),
      '10.0.0.1',
    );
    expect([path?.value.length, path?.value[1], path?.value[2 + 255 * 4 + 1]]).toEqual([2 + 255 * 4 + 2 + 45 * 4, 255, 45]);
    const whole = update(
      usual(
        Array.from({ length: 300 }, () => 64512),
        '10.0.0.1',
      ),
      ['203.0.113.1/32'],
    );
    expect(bgpNewsIn(whole)).toMatchObject([{ announced: ['203.0.113.1/32'] }]);
  });

  test('as many communities fit in one message as the attack sends, and one more does not', () => {
    const all = communities(Array.from({ length: 1011 }, (_, number) => `64999:${number}`));
    expect(all.value.subarray(0, 8).toString('hex')).toBe('fde70000fde70001');
    const whole = update([...usual([64512], '10.0.0.1'), all], ['203.0.113.1/32']);
    expect([whole.length <= 4096, whole.length + 4 <= 4096]).toEqual([true, false]);
  });

  test.each([
    [64512, undefined, false],
    [4_200_000_000, roles.customer, true],
  ])('an OPEN of AS %i tells four bytes of it, and a role where there is one', (as, role, hasRole) => {
    const bytes = open(as, 90, '0.0.0.1', role);
    expect(bytes.readUInt16BE(16)).toBe(bytes.length);
    expect(bytes.readUInt16BE(20)).toBe(as > 0xffff ? 23456 : as);
    expect(bytes.toString('hex')).toContain(`4104${as.toString(16).padStart(8, '0')}`);
    expect(bytes.toString('hex').includes('090103')).toBe(hasRole);
  });

  test('a NOTIFICATION has its code and subcode', () => {
    expect(bgpNewsIn(notification(6, 2))).toEqual([{ kind: 'notification', code: 6, subcode: 2 }]);
  });
});

test('what a speaker says is told once, and how often', () => {
  expect(saidOf('connected\nestablished\nclosed\nconnected\n')).toBe('connected (2 times), established, closed');
  expect(saidOf('')).toBe('');
});
