/*
 * How programs of ours speak to what runs at a site, each protocol once: to the API server of its cluster, and to a routing daemon over its
 * control socket. For the agent and the lab; neither needs a package for it, so that the agent stays one small file.
 */
export * from './kubernetes';
export * from './daemons';
