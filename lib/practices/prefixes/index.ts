export { customerPrefixes } from './customer-prefixes';
export { defaultRoute } from './default-route';
export { exchangePrefixes } from './exchange-prefixes';
export { ownAnnouncements } from './own-announcements';
export { ownPrefixes } from './own-prefixes';
export { specialPurposePrefixes } from './special-purpose-prefixes';
export { tooSpecificPrefixes } from './too-specific-prefixes';
