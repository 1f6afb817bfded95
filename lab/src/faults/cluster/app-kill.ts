import { siteFault } from './site-fault';

/** The application ends at once. */
export const appKill = siteFault('app-kill', 'the application is killed');
