/** Port at which the failover agent tells its health, its metrics and what it knows of its site. */
export const statusPort = 9470;
