import { siteFault } from './site-fault';

/** The application ends at once. */
export const appKill = siteFault({ name: 'app-kill', summary: 'the application is killed', endsBfd: false });
