import { join } from 'node:path';
import type { AttackResult } from '../../../lab/src/attacks/run';
import { lab } from '../keeper/running';
import { describeReal } from '../../real/network/requirements';

jest.setTimeout(240_000);
// A shared machine stands still now and then, and BFD with it. What failed first is printed.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

const fleet = join(__dirname, '../fleets/attacks.yaml');
/** BFD that a busy machine keeps. */
const slower = ['--no-delay', '--bfd', '400x5', '--backbone-bfd', '400x5'];

/** Attacks a lab of the fleet, as a user does. */
async function attacked(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly results: readonly AttackResult[] }> {
  const { code, out, err } = await lab('attack', ...args, '--fleet', fleet, ...slower, '--for', '2s', '--json');
  const last = out.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('{"result"')) throw new Error(`lab attack ended with ${code}:\n${err}${out}`);
  return { code, results: (JSON.parse(last) as { result: { attacks: AttackResult[] } }).result.attacks };
}

describeReal('attacks on a fleet in the lab', ['frr', 'bird', 'nftables', 'namespaces', 'attackers'], () => {
  test.each([
    ['frr', 'bird'],
    ['bird', 'frr'],
  ] as const)(
    'a VIP of others that is announced moves their clients, and not past the filters of borders (%s) and PEs (%s)',
    async (border, backbone) => {
      const { code, results } = await attacked('foreign-vip', '--border', border, '--backbone', backbone);
      expect(results.map(({ origin, dialect, verdict }) => [origin, dialect, verdict])).toEqual([
        ['customer', backbone, 'holds'],
        ['host', border, 'holds'],
      ]);
      for (const { undefended, defended } of results) {
        expect(undefended?.routes).toBe(1);
        expect(undefended?.hijacked.packets).toBeGreaterThan(0);
        expect([defended.routes, defended.hijacked]).toEqual([0, { answers: 0, packets: 0 }]);
        // The attacker was there, and was heard.
        expect(defended.attacker.said).toContain('established');
        expect(defended.attacker.packetsPerS).toBeGreaterThan(0);
      }
      expect(code).toBe(0);
    },
  );

  test('a session ends by a packet in the name of its neighbor where nobody looks how far it has come', async () => {
    const { code, results } = await attacked('spoofed-reset', '--border', 'bird', '--backbone', 'frr');
    const [{ undefended, defended, verdict } = {}] = results;
    expect(undefended?.sessions).toContain('operator/pe-1 to 10.0.0.33');
    expect([defended?.sessions, verdict, code]).toEqual([[], 'holds', 0]);
  });
});
