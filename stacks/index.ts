import { MecSite, siteFromConfig } from 'anycast-mec/pulumi';

/** One stack per site, the same program for all: the stack's name says which. */
const site = new MecSite('mec', siteFromConfig());

/** Addresses by service. */
export const vips = site.vips;
/** The BGP sessions that must be up. */
export const sessions = site.sessions;
/** SHA-256 of the router files, by `<router>/<file>`. */
export const routerFiles = site.routerFiles;
/** How long each kind of failure takes clients away, at most. */
export const budget = site.budget;
