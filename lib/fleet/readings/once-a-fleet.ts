import type { DerivedModel } from '../model';

/** The function, which makes what several rules ask of a fleet once, and forgets it with the fleet. */
export function onceAFleet<T extends object>(make: (fleet: DerivedModel) => T): (fleet: DerivedModel) => T {
  const made = new WeakMap<DerivedModel, T>();
  return (fleet) => {
    const known = made.get(fleet) ?? make(fleet);
    made.set(fleet, known);
    return known;
  };
}
