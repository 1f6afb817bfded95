/** Name of the profile of probes, and of the preset of a network, that behave as those of the publication that the project began with. */
export const baseline = 'baseline';

/** What it was called before; still taken, with a warning. */
export const oldBaseline = 'thesis';
