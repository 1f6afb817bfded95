import { textOfBytes } from '../../../lab/src/timeline/address-text';

test.each([
  ['0a000001', '10.0.0.1'],
  ['20010db8000100010000000000000001', '2001:db8:1:1::1'],
  ['20010db8000000000000000000000000', '2001:db8::'],
  ['00000000000000000000000000000001', '::1'],
  ['20010db8000100020003000400050006', '2001:db8:1:2:3:4:5:6'],
])('the bytes %s are %s, as the Fleet writes it', (bytes, text) => expect(textOfBytes(Buffer.from(bytes, 'hex'))).toBe(text));
