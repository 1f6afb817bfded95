import { capturedText } from '../../../lab/src/timeline/address-text';

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['2001:db8:1:1::1', '2001:db8:1:1:0:0:0:1'],
  ['2001:db8:1:1::', '2001:db8:1:1:0:0:0:0'],
  ['::1', '0:0:0:0:0:0:0:1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6'],
])('%s stands in a capture as %s', (canonical, captured) => expect(capturedText(canonical)).toBe(captured));
