import { site } from './site';

// What is exported here the stack prints, and other stacks can read.

/** Addresses by service. */
export const vips = site.vips;
/** The BGP sessions that must be up. */
export const sessions = site.sessions;
/** SHA-256 of the router files, by `<router>/<file>`. */
export const routerFiles = site.routerFiles;
