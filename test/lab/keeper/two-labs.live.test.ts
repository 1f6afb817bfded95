import type { LabStatus } from '../../../lab/src/keeper/calls/status';
import type { LiveWindow } from '../../../lab/src/probes';
import { describeReal } from '../../real/network/requirements';
import { fleetFile, lab, mustLab, small } from './running';

jest.setTimeout(120_000);
// A shared machine stands still now and then, and BFD with it. What failed first is printed.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

const [one, other] = [`test-one-${process.pid}`, `test-other-${process.pid}`];

/** The sites that answer a client for two seconds; `nobody` is one of them if a request was lost. */
async function answering(name: string): Promise<string[]> {
  const client = ['client', '--lab', name, 'mec-1/ran', '--service', 'hello', '--interval', '20', '--for', '2', '--json'];
  const windows = (await mustLab(...client))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LiveWindow);
  const sites = windows.flatMap(({ answered }) => Object.keys(answered).map((host) => host.split('/')[0] ?? host));
  return [...new Set([...sites, ...windows.flatMap(({ failed }) => (Object.keys(failed).length ? ['nobody'] : []))])];
}

const differences = async (name: string) =>
  (JSON.parse(await mustLab('status', '--lab', name, '--json')) as LabStatus).differences;

describeReal('two labs of one fleet at once', ['frr', 'bird', 'nftables', 'namespaces'], () => {
  const fleet = fleetFile(small);
  const up = (name: string) => mustLab('up', fleet.file, '--level', 'routers', '--name', name);

  beforeAll(() => Promise.all([up(one), up(other)]));
  afterAll(async () => {
    fleet.remove();
    // Of the first nothing is left, unless a test failed.
    await Promise.all([lab('down', one), mustLab('down', other)]);
  });

  test('both do what the fleet predicts', async () => {
    expect([await differences(one), await differences(other)]).toEqual([[], []]);
  });

  test('a fault in one moves its clients, and not one request of the other', async () => {
    const others = answering(other);
    await mustLab('fault', '--lab', one, 'withdraw', 'mec-1');
    expect(await others).toEqual(['mec-1']);
    expect(await answering(one)).toEqual(['mec-2']);
    expect(await differences(other)).toEqual([]);
  });

  test('the end of one is no matter to the other', async () => {
    const others = answering(other);
    await mustLab('down', one);
    expect(await others).toEqual(['mec-1']);
    expect(await differences(other)).toEqual([]);
  });
});
