// What is exported here the stack prints, and other stacks can read.
export { status } from './shop';
