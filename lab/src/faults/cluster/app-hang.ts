import { siteFault } from './site-fault';

/** The application stands still and keeps its connections. */
export const appHang = siteFault({
  name: 'app-hang',
  summary: 'the application is stopped where it stands (SIGSTOP): connections stay, answers do not come',
  endsBfd: false,
});
