export { guards, inhibitors, mayWithdrawHost, mayWithdrawSite } from './compose';
export type { Guards } from './compose';
export type { HostView } from './last-host';
export type { ScopedCheck } from './shared-scope';
export type { OtherSays, SiteLook } from './view';
