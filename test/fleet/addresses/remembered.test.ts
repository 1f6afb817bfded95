import { remembered } from '../../../lib/fleet/addresses/remembered';

test('a text is computed once, and what fails is tried again', () => {
  const asked: string[] = [];
  const lengthOf = remembered((text) => {
    asked.push(text);
    if (text === '') throw new Error('empty');
    return text.length;
  });
  expect([lengthOf('abc'), lengthOf('ab'), lengthOf('abc')]).toEqual([3, 2, 3]);
  expect(() => lengthOf('')).toThrow('empty');
  expect(() => lengthOf('')).toThrow('empty');
  expect(asked).toEqual(['abc', 'ab', '', '']);
});

test('of many texts those that are long gone are computed anew, so that memory stays', () => {
  let count = 0;
  const numberOf = remembered((text) => {
    count += 1;
    return Number(text);
  });
  for (let number = 0; number < 70_000; number++) numberOf(String(number));
  expect(numberOf('0')).toBe(0);
  expect(count).toBe(70_001);
});
