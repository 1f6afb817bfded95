import * as fc from 'fast-check';
import { decodeAnswer, decodeRequest, encodeReply, encodeRequest, requestBytes } from '../../../lab/src/probes';

const u32 = fc.integer({ min: 0, max: 0xffffffff });
const ns = fc.bigInt({ min: 0n, max: (1n << 63n) - 1n });
const requests = fc.record({ run: u32, flow: fc.integer({ min: 0, max: 0xffff }), sequence: u32, scheduledNs: ns, sentNs: ns });
const answers = fc.record({ site: fc.string(), host: fc.string(), pod: fc.string(), receivedNs: ns, count: u32 });

test('a request is read as it was written', () => {
  fc.assert(fc.property(requests, (request) => expect(decodeRequest(encodeRequest(request))).toEqual(request)));
});

test('a reply carries the request and the answer', () => {
  fc.assert(
    fc.property(requests, answers, (request, answer) => {
      const reply = encodeReply(encodeRequest(request), answer);
      expect(decodeRequest(reply)).toEqual(request);
      expect(decodeAnswer(reply)).toEqual(answer);
    }),
  );
});

test('a request is 32 bytes, big endian, behind its magic', () => {
  const bytes = encodeRequest({ run: 1, flow: 2, sequence: 3, scheduledNs: 4n, sentNs: 5n });
  expect(bytes).toHaveLength(requestBytes);
  expect(bytes.toString('hex')).toBe('414d4543000000010002000000000003' + '0000000000000004' + '0000000000000005');
});

test.each([
  ['short', Buffer.from('AMEC')],
  ['with another magic', Buffer.alloc(32)],
])('a datagram that is %s is no request', (_, bytes) => {
  expect(decodeRequest(bytes)).toBeUndefined();
});

test.each([
  ['no JSON', 'nonsense'],
  ['nothing', ''],
  ['no site', '{"host":"a","receivedNs":"1","count":1}'],
  ['a number too large for JSON', '{"site":"a","host":"a","receivedNs":1,"count":1}'],
])('%s behind the request is no answer', (_, text) => {
  expect(decodeAnswer(Buffer.concat([Buffer.alloc(32), Buffer.from(text)]))).toBeUndefined();
});
