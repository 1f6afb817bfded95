export { contacts } from './contacts';
export { registeredRoutes } from './registered-routes';
