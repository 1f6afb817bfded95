import { MaintenanceRequests } from '../../../lab/src/services/maintenance';

describe('what several faults ask of one announcement', () => {
  test('holds until the last of them is taken back, a withdraw before a drain', () => {
    const requests = new MaintenanceRequests();
    expect(requests.change('web', 'drain', true)).toBe('drained');
    expect(requests.change('web', 'withdraw', true)).toBe('withdrawn');
    expect(requests.change('web', 'drain', true)).toBe('withdrawn');
    expect(requests.change('web', 'withdraw', false)).toBe('drained');
    expect(requests.change('web', 'drain', false)).toBe('drained');
    expect(requests.change('web', 'drain', false)).toBe('announced');
  });

  test('is of that announcement alone, and what was not asked is not taken back', () => {
    const requests = new MaintenanceRequests();
    requests.change('web', 'withdraw', true);
    expect(requests.change('names', 'drain', false)).toBe('announced');
    expect(requests.change('web', 'drain', false)).toBe('withdrawn');
  });
});
