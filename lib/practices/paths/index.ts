export { communityScrubbing } from './community-scrubbing';
export { firstAs } from './first-as';
export { nextHops } from './next-hops';
export { originValidation } from './origin-validation';
export { ownAs } from './own-as';
