import type { FleetModel } from '../model';

/** The function, which makes what several rules ask of a fleet once, and forgets it with the fleet. */
export function onceAFleet<T extends object>(make: (fleet: FleetModel) => T): (fleet: FleetModel) => T {
  const made = new WeakMap<FleetModel, T>();
  return (fleet) => {
    const known = made.get(fleet) ?? make(fleet);
    made.set(fleet, known);
    return known;
  };
}
