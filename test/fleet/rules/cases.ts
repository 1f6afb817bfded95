import { casesAToI } from './cases-a-to-i';
import { casesJToO } from './cases-j-to-o';
import { casesPToZ } from './cases-p-to-z';

export { changed } from './changes';

/** One pair a rule, by id. */
export const cases = [...casesAToI, ...casesJToO, ...casesPToZ];
