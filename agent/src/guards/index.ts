export { guards, mayWithdrawSite } from './all';
export type { Guards, SiteQuestion } from './all';
export type { HostView } from './last-host';
export type { ScopedCheck } from './shared-scope';
export type { OtherSays, SiteLook } from './view';
