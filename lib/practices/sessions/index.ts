export { ebgpPolicies } from './ebgp-policies';
export { knownSpeakers } from './known-speakers';
export { maximumPrefixes } from './maximum-prefixes';
export { sessionAuthentication } from './session-authentication';
export { sessionRoles } from './session-roles';
export { ttlSecurity } from './ttl-security';
