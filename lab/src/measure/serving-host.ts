/** In the target of a fault: full name of the host that answers when the steady state is reached. */
export const servingHost = '{serving-host}';
