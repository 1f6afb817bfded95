import { casesAToI } from './cases-a-to-i';
import { casesJToZ } from './cases-j-to-z';

export { changed } from './changes';

/** One pair a rule, by id. */
export const cases = [...casesAToI, ...casesJToZ];
