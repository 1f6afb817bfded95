/*
 * Field managers (server-side apply): under which name each of our programs changes objects, so that everybody can tell whose a field is.
 */

/** The failover agent, which sets route labels. */
export const agentFieldManager = 'anycast-mec-agent';

/** A person who asks the failover agent for maintenance by its command: what a person asked for is not the agent's own. */
export const maintenanceFieldManager = 'anycast-mec-maintenance';

/** A rollout, which asks for maintenance of a site before it deploys there. */
export const rolloutFieldManager = 'anycast-mec-rollout';

/** The lab, which applies manifests in the operator's place. */
export const labFieldManager = 'anycast-mec-lab';

/** The lab in the place of a person who asks the failover agent for maintenance. */
export const labMaintenanceFieldManager = 'anycast-mec-lab-maintenance';
