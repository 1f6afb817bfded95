/** What the reading of a description finds, before there is anything that a rule could look at. */
export const readingFindings = {
  'unreadable-file': {
    title: 'The fleet file can be read, and holds a fleet.',
    explanation: 'It does not exist, may not be read by this user, is a folder, or holds nothing.',
  },
  'yaml-syntax': {
    title: 'The fleet file is YAML 1.2.',
    explanation:
      'The line and the column are those at which the reader of YAML gave up; the cause is often in the line before. A key that stands twice in one group is an error: YAML would keep one of both, without a word.',
  },
  'yaml-number': {
    title: 'Numbers mean what is written.',
    explanation:
      'YAML reads `1.0` as 1, where an AS number in asdot notation (RFC 5396) means 65536, and `0x50`, `1e3` and `+5` are numbers, too. What would be taken for another number is refused.',
  },
  schema: {
    title: 'The fleet file has the form that its schema describes.',
    explanation:
      'A key is unknown or missing, or a value is none that it may have. The rest of the fleet is judged without it. `anycast-mec schema` prints the schema, with which editors complete keys and mark mistakes while you write.',
  },
} as const;

/** Id of what the reading of a description finds. */
export type ReadingFinding = keyof typeof readingFindings;
