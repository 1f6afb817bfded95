import { casesAToD } from './cases-a-to-d';
import { casesEToI } from './cases-e-to-i';
import { casesJToO } from './cases-j-to-o';
import { casesLimiter } from './cases-limiter';
import { casesPToZ } from './cases-p-to-z';

export { changed } from './changes';

/** One pair a rule, by id. */
export const cases = [...casesAToD, ...casesEToI, ...casesJToO, ...casesPToZ, ...casesLimiter];
