import { Fleet } from '../../lib';
import { mayLeave } from '../../lib/rollout/guard';
import type { VipState } from '../../lib/rollout/sites/site-control';
import { testbed } from '../fleet/testbed';

const fleet = Fleet.from(testbed());
const names = fleet.sites.map(({ name }) => name);
const [site = '', ...others] = names;

/** Whether the first site may leave, where the VIP of some sites is otherwise than announced. */
function asked(away: readonly string[], states: Readonly<Record<string, VipState['state']>> = {}, most = names.length) {
  const observe = (name: string) =>
    Promise.resolve({ vips: [{ service: 'sensors', state: states[name] ?? ('announced' as const) }], problems: [] });
  const nobody = () => Promise.reject(new Error('only looked at'));
  return mayLeave(fleet, site, new Set(away), most, { observe, drain: nobody, restore: nobody });
}

const all = (state: VipState['state'], but?: string) =>
  Object.fromEntries(others.filter((name) => name !== but).map((name) => [name, state]));

describe('a site that a rollout wants to take out', () => {
  test('may leave while another one announces', () => expect(asked([], all('down', others[0]))).resolves.toBeUndefined());

  test('stays where no other one announces', () =>
    expect(asked([], all('down'))).resolves.toMatch(/the last site that announces/));

  test('stays where the only others that announce are those that the rollout takes out: they are seen as they were', () =>
    expect(asked(others)).resolves.toMatch(/the last site that announces/));

  test('stays where as many are away as may be, whoever took them out', async () => {
    const [one = '', two = ''] = others;
    await expect(asked([one], { [two]: 'down' }, 2)).resolves.toMatch(/are away already, and at most 2 may be/);
    await expect(asked([one], { [two]: 'down' }, 3)).resolves.toBeUndefined();
  });
});
