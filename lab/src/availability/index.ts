export { measuredOutages } from './measured';
export { publishedOutages } from './published';
