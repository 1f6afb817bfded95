/** The function, which makes for every object once what follows from it, and forgets that with the object. */
export function once<K extends object, T extends NonNullable<unknown>>(make: (of: K) => T): (of: K) => T {
  const made = new WeakMap<K, T>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined) return known;
    const first = make(of);
    made.set(of, first);
    return first;
  };
}
