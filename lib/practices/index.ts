export { hold } from './hold';
export type { Held, Standing } from './hold';
export type { Place, Practice, Seen } from './practice';
export { practices, profileNames, profiles } from './profiles';
export type { Profile, ProfileName } from './profiles';
