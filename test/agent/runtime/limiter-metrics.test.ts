import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LimiterMetrics, sumOf } from '../../../agent/src/runtime/limiter-metrics';
import { until } from '../equipment/until';

describe('the sum of a metric', () => {
  test.each([
    ['one series', 'rejected 3', 3],
    ['several', 'rejected{a="1"} 3\nrejected{a="2"} 4.5', 7.5],
    ['comments and others, whose names begin so', '# TYPE rejected counter\nrejected_total 9\nother 5\nrejected 1', 1],
    ['no number', 'rejected{a="1"} NaN\nrejected 2', 2],
    ['a value with a blank in its label', 'rejected{a="x y"} 6', 6],
    ['nothing', '', 0],
  ])('of %s', (_, text, sum) => expect(sumOf(text, 'rejected')).toBe(sum));
});

describe('a limiter rejects', () => {
  let answers: (number | undefined)[];
  let asked = 0;
  const server = createServer((_, response) => {
    const value = answers[asked];
    asked += 1;
    if (value === undefined) response.destroy();
    else response.end(`rejected ${value}\n`);
  });
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  afterEach(() => jest.restoreAllMocks());

  /** What is said after each reading of the counter; `undefined`: no answer. */
  async function said(values: (number | undefined)[]): Promise<boolean[]> {
    // The first reading is its own, and gets no answer; the others are ours, so that each can be waited for.
    answers = [undefined, ...values];
    asked = 0;
    jest.spyOn(globalThis, 'setInterval').mockImplementation((() => ({ unref: () => undefined })) as never);
    const limiter = new LimiterMetrics(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, 'rejected');
    await until('the first reading', () => asked === 1);
    const found: boolean[] = [];
    while (found.length < values.length) {
      await (limiter as unknown as { read(): Promise<void> }).read();
      found.push(limiter.rejects);
    }
    return found;
  }

  test.each([
    ['while its counter grows, which takes two readings', [5, 6, 7], [false, true, true]],
    ['no more when it stands', [5, 6, 6], [false, true, false]],
    ['not when it begins anew', [5, 1], [false, false]],
    [
      'not when it does not answer, and then from the second reading on',
      [5, 6, undefined, 9, 10],
      [false, true, false, false, true],
    ],
  ])('%s', async (_, values, expected) => expect(await said(values)).toEqual(expected));
});
