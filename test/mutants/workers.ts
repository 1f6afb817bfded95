import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { root } from './rooms';
import type { Answer, Question } from './protocol';

/**
 * A worker tells of each test. One that says nothing for so long hangs: it runs code that never comes back, ms. Without an active mutant nothing
 * hangs, but all code has its mutants inside then, which makes it slow.
 */
const silenceMs = { observe: 300_000, try: 40_000 };
/** Questions until a worker is replaced: mutants leave timers, servers and memory behind. */
const lifetime = 150;

/** A process that runs tests, and is made anew when it hangs, ends or is worn out. */
class Worker {
  private process: ChildProcess | undefined;
  private asked = 0;

  /** @returns the answer; `undefined` where the process hung or died */
  async ask(question: Question): Promise<Answer | undefined> {
    if (this.asked++ >= lifetime) this.end();
    const child = (this.process ??= fork(join(__dirname, 'worker.ts'), {
      cwd: root,
      execArgv: ['--import', 'tsx', '--max-old-space-size=1500'],
    }));
    const answer = await new Promise<Answer | undefined>((resolve) => {
      let alarm = setTimeout(resolve, silenceMs[question.ask], undefined);
      const heard = (message: Answer) => {
        clearTimeout(alarm);
        if (message.answer === 'alive') alarm = setTimeout(resolve, silenceMs[question.ask], undefined);
        else resolve(message);
      };
      child.on('message', heard);
      child.once('exit', () => (clearTimeout(alarm), resolve(undefined)));
      child.send(question);
    });
    child.removeAllListeners();
    if (!answer) this.end();
    return answer;
  }

  end(): void {
    this.process?.kill('SIGKILL');
    this.process = undefined;
    this.asked = 0;
  }
}

/** Asks all questions, some at once. `each` is told every answer as it comes; a worker that hung or died answers `undefined`. */
export async function askAll<Subject>(
  subjects: readonly Subject[],
  questionOf: (subject: Subject) => Question,
  each: (subject: Subject, answer: Answer | undefined) => void,
  jobs: number,
): Promise<void> {
  const waiting = [...subjects];
  const one = async () => {
    const worker = new Worker();
    for (let subject = waiting.shift(); subject !== undefined; subject = waiting.shift()) {
      each(subject, await worker.ask(questionOf(subject)));
    }
    worker.end();
  };
  await Promise.all(Array.from({ length: jobs }, one));
}
