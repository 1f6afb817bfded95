/** An address as captures of the lab write it: of IPv6 all eight parts without leading zeros, not the canonical text of the Fleet. */
export function capturedText(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const parts = (text: string) => (text === '' ? [] : text.split(':'));
  const [before, after] = [parts(head), parts(tail ?? '')];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].join(':');
}
