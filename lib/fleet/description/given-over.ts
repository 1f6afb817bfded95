/**
 * What is given, over what holds where nothing is. A key whose value is undefined is not given: a program writes
 * `isFast ? '50ms' : undefined`, and means what a file means that leaves the key out.
 */
export function givenOver<Below extends object, Above extends object>(below: Below, above: Above): Below & Above {
  const given = Object.entries(above).filter(([, value]) => value !== undefined);
  return { ...below, ...Object.fromEntries(given) } as Below & Above;
}
