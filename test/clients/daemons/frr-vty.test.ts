import { FrrVty } from 'anycast-mec/clients';
import { SpeakingDaemons } from './speaking-daemon';
import type { Spoken } from './speaking-daemon';

const daemons = new SpeakingDaemons();
const opened: FrrVty[] = [];
afterEach(() => opened.splice(0).forEach((vty) => vty.close()));
afterAll(() => daemons.stop());

/** Starts a server that speaks as FRR; what it was asked, and its vty. */
async function frr(name: string, answer: (command: string, spoken: Spoken) => void) {
  const connections = await daemons.start(name, { commandEnd: '\0' }, answer);
  return { connections, vty: vtyOf(name) };
}

function vtyOf(name: string, patienceMs?: number): FrrVty {
  const vty = new FrrVty(daemons.path(name), patienceMs);
  opened.push(vty);
  return vty;
}

const says = (text: string, status = 0) => `${text}\0\0\0${String.fromCharCode(status)}`;
const echo = (command: string, { socket }: Spoken) => void socket.write(says(`said ${command}`));

/** Waits until something holds; the test's own limit ends it. */
async function until(holds: () => boolean | undefined): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Answers as FRR: configuration is taken at its place only, and questions at the top only. */
function withPlaces(command: string, { asked, socket }: Spoken): void {
  const isInside = asked.lastIndexOf('configure terminal', asked.length - 2) > asked.lastIndexOf('end', asked.length - 2);
  if (command === 'enable' || command === 'end' || command === 'configure terminal') socket.write(says(''));
  else if (command === 'no network x') socket.write(says("% Can't find static route specified", 13));
  else if (command.startsWith('show') === isInside) socket.write(says('% Unknown command.', 2));
  else socket.write(says(`said ${command}`));
}

describe("FRR's vty", () => {
  test('gives the output of each command, in order, also when it comes in pieces', async () => {
    const { vty } = await frr('pieces', (command, { socket }) => {
      socket.write(command === 'enable' ? '' : 'said ');
      setTimeout(() => socket.write(`${command}\0\0`), 5);
      setTimeout(() => socket.write('\0\0'), 10);
    });
    expect(await Promise.all([vty.command('one'), vty.command('two')])).toEqual(['said one', 'said two']);
  });

  test('has one command on its way at a time', async () => {
    let waiting = 0;
    const { vty } = await frr('one-by-one', (command, spoken) => {
      waiting += 1;
      expect(waiting).toBe(1);
      setTimeout(() => {
        waiting -= 1;
        echo(command, spoken);
      }, 3);
    });
    expect(await Promise.all(['a', 'b', 'c'].map((command) => vty.command(command)))).toEqual(['said a', 'said b', 'said c']);
  });

  test('fails with what the daemon says of a command that it refuses, and goes on', async () => {
    const { vty } = await frr('refuses', (command, spoken) =>
      command === 'bad' ? spoken.socket.write(says('% Unknown command\n', 2)) : echo(command, spoken),
    );
    await expect(vty.command('bad')).rejects.toMatchObject({
      name: 'DaemonError',
      command: 'bad',
      said: '% Unknown command',
      message: `${daemons.path('refuses')}: 'bad': refused with status 2: % Unknown command`,
    });
    expect(await vty.command('good')).toBe('said good');
  });

  test('takes a remark for an answer to a question, and for the refusal of a change', async () => {
    const { vty } = await frr('remarks', (command, { socket }) =>
      socket.write(says(command === 'enable' || command === 'end' ? '' : '% Network not in table', command === 'x' ? 1 : 0)),
    );
    expect(await vty.command('x')).toBe('% Network not in table');
    await expect(vty.configure(['x'])).rejects.toThrow("'x': refused with status 1");
  });

  test.each(['show version\0configure terminal', 'show version\nend', 'show\rend'])(
    'refuses a command with a control character, which would begin another one: %j',
    async (command) => {
      const { connections, vty } = await frr(`controls ${command.length}`, echo);
      await expect(vty.command(command)).rejects.toThrow(/control character/);
      expect(connections.map(({ asked }) => asked)).toEqual([['enable']]);
    },
  );
});

describe('a change of the configuration', () => {
  test('is made from the top, and left again', async () => {
    const { connections, vty } = await frr('changes', withPlaces);
    await vty.configure(['router bgp 1', 'network x']);
    expect(connections[0]?.asked).toEqual(['enable', 'configure terminal', 'router bgp 1', 'network x', 'end']);
  });

  test('is left also where a line is refused: the next question is none within it', async () => {
    const { vty } = await frr('refused-line', withPlaces);
    await expect(vty.configure(['router bgp 1', 'no network x'])).rejects.toMatchObject({ command: 'no network x' });
    expect(await vty.command('show version')).toBe('said show version');
  });

  test('has no question of somebody else between its lines', async () => {
    const { vty } = await frr('between', withPlaces);
    const [, answer] = await Promise.all([vty.configure(['router bgp 1', 'network x']), vty.command('show version')]);
    expect(answer).toBe('said show version');
  });

  test('is not continued over another connection, which would be at another place', async () => {
    const { connections, vty } = await frr('restarts', (command, spoken) =>
      command === 'router bgp 1' ? spoken.socket.destroy() : withPlaces(command, spoken),
    );
    await expect(vty.configure(['router bgp 1', 'network x'])).rejects.toThrow(/closed the connection/);
    expect(connections.map(({ asked }) => asked)).toEqual([['enable', 'configure terminal', 'router bgp 1']]);
    expect(await vty.command('show version')).toBe('said show version');
    expect(connections).toHaveLength(2);
  });

  test('that cannot be left costs the connection', async () => {
    const { connections, vty } = await frr('stuck', (command, { socket }) => socket.write(says('', command === 'end' ? 2 : 0)));
    await vty.configure(['network x']);
    await vty.command('show version');
    expect(connections.map(({ asked }) => asked.at(-1))).toEqual(['end', 'show version']);
  });
});

describe('the connection to a daemon', () => {
  test('is kept', async () => {
    const { connections, vty } = await frr('kept', echo);
    await vty.command('one');
    await vty.command('two');
    expect(connections.map(({ asked }) => asked)).toEqual([['enable', 'one', 'two']]);
  });

  test('fails where no daemon runs, and is there when it does', async () => {
    const vty = vtyOf('later');
    await expect(vty.command('one')).rejects.toThrow(/ENOENT/);
    await frr('later', echo);
    expect(await vty.command('one')).toBe('said one');
  });

  test('fails what waits when the daemon dies, and is made anew', async () => {
    const { connections, vty } = await frr('dies', (command, spoken) =>
      command === 'die' ? spoken.socket.destroy() : echo(command, spoken),
    );
    const [first, second] = await Promise.allSettled([vty.command('die'), vty.command('live')]);
    expect(first).toMatchObject({ status: 'rejected', reason: { command: 'die' } });
    expect(second).toMatchObject({ status: 'fulfilled', value: 'said live' });
    expect(connections).toHaveLength(2);
  });

  test('is given up where an answer does not come in time: a late one is not that of the next command', async () => {
    const { connections } = await frr('late', (command, spoken) => {
      if (command === 'next') connections[0]?.socket.write(says('late'));
      if (command !== 'slow') echo(command, spoken);
    });
    const vty = vtyOf('late', 500);
    await expect(vty.command('slow')).rejects.toThrow("'slow': no answer in 500 ms");
    expect(await vty.command('next')).toBe('said next');
    expect(connections).toHaveLength(2);
    await until(() => connections[0]?.socket.closed);
  });

  test('is made anew where the daemon spoke unasked: answers would be those of other commands', async () => {
    const { connections, vty } = await frr('talks', echo);
    await vty.command('one');
    connections[0]?.socket.write(says('by the way'));
    await until(() => connections[0]?.socket.closed);
    expect([await vty.command('two'), await vty.command('three')]).toEqual(['said two', 'said three']);
  });

  test('fails what waits when it is closed', async () => {
    const { connections, vty } = await frr('closes', (command, spoken) => command === 'enable' && echo(command, spoken));
    const answer = expect(vty.command('show')).rejects.toThrow("'show': closed");
    await until(() => connections[0]?.asked.includes('show'));
    vty.close();
    await answer;
  });
});
