import { samplesOf } from '../../../lab/src/probes';
import { Recorder } from '../../../lab/src/probes/recorder';

const identity = { stream: 'udp', kind: 'udp', target: '203.0.113.1:7007', intervalMs: 1, flows: 1 } as const;
const server = { site: 'mec-1', host: 'host-1', pod: '1' };
const ms = (value: number) => BigInt(value * 1e6);

function recorded(): Recorder {
  const recorder = new Recorder(identity, ms(1000));
  for (const index of [0, 1, 2]) recorder.sent(index, ms(1000 + index), ms(1000.5 + index));
  return recorder;
}

test('an answered request has its server and its times', () => {
  const recorder = recorded();
  recorder.answered(1, ms(1007), server, { receivedNs: ms(1004), count: 2 });
  const result = recorder.finish();
  expect(samplesOf(result)[1]).toEqual({ index: 1, dueMs: 1, sentMs: 1.5, answeredMs: 7, server });
  expect([result.receivedUs?.[1], result.count?.[1]]).toEqual([4000, 2]);
});

test('what is not answered at the end has failed with a timeout', () => {
  expect(samplesOf(recorded().finish()).map((sample) => sample.failure)).toEqual(['timeout', 'timeout', 'timeout']);
});

test('only the first answer of a request counts, and none after it was given up', () => {
  const recorder = recorded();
  recorder.answered(0, ms(1002), server);
  recorder.answered(0, ms(1009), { ...server, site: 'mec-2' });
  recorder.failed(1, 'refused');
  recorder.answered(1, ms(1009), server);
  const [first, second] = samplesOf(recorder.finish());
  expect(first).toMatchObject({ answeredMs: 2, server });
  expect(second).toEqual({ index: 1, dueMs: 1, sentMs: 1.5, failure: 'refused' });
});

test('an answer to a request that was never sent is ignored', () => {
  const recorder = recorded();
  recorder.answered(7, ms(1002), server);
  expect(recorder.finish().sentUs).toHaveLength(3);
});

test('an answer that is no success keeps who gave it', () => {
  const recorder = recorded();
  recorder.answered(0, ms(1002), server);
  recorder.failed(0, '5xx');
  expect(samplesOf(recorder.finish())[0]).toMatchObject({ server, failure: '5xx' });
});

test('lateness counts from when the request was due', () => {
  expect(recorded().finish().late).toEqual({ p50Ms: 0.5, p99Ms: 0.5, maxMs: 0.5 });
});
