/** What is found beside the rules: by the reading of a description, of its acknowledgements, and by `export`. */
export const readingFindings = {
  'unreadable-file': {
    title: 'The fleet file can be read, and holds a fleet.',
    explanation:
      'It does not exist, may not be read by this user, is a folder, is encoded otherwise than in UTF-8, or holds nothing.',
  },
  'yaml-syntax': {
    title: 'The fleet file is YAML 1.2.',
    explanation:
      'The line and the column are those at which the reader of YAML gave up; the cause is often in the line before. A key that stands twice in one group is an error: YAML would keep one of both, without a word. So are tags of other programs (`!Ref`), aliases of nothing or of what they stand in, and merges (`<<`) of what is no group of keys.',
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
  'acknowledgement-unused': {
    severity: 'warning',
    title: 'Every acknowledgement is of a finding that exists.',
    explanation:
      'One that nothing breaks any more, or whose `rule` or `at` is misspelt, would hide the next finding at its place unseen.',
  },
  'combined-name-too-long': {
    title: 'The names of the fleet and of a site fit into a label together.',
    explanation:
      'Flux and Argo CD write `<fleet>-<site>` into a label of every object that they make, and the API server takes 63 characters. Only `export` asks for it.',
  },
} as const;

/** Id of what the reading of a description finds. */
export type ReadingFinding = keyof typeof readingFindings;
