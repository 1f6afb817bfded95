import { siteFault } from './site-fault';

/** The application answers with errors. */
export const appError = siteFault('app-error', 'the application answers every request with 503');
