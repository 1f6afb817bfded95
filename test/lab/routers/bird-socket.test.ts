import { BirdSocket } from '../../../lab/src/routers/bird-socket';
import { SpeakingDaemons } from '../../clients/daemons/speaking-daemon';

const daemons = new SpeakingDaemons();
afterAll(() => daemons.stop());

/** The control socket of a server that speaks as BIRD and answers everything with `answer`. */
async function bird(name: string, answer: string): Promise<BirdSocket> {
  const protocol = { commandEnd: '\n', greet: '0001 BIRD 2.0.12 ready.\n' };
  await daemons.start(name, protocol, (_command, { socket }) => socket.write(answer));
  return new BirdSocket(daemons.path(name));
}

describe("BIRD's control socket", () => {
  test('gives the lines of an answer without their codes', async () => {
    const socket = await bird('answers', '1007-Table master4:\n 10.0.0.0/8 unicast\n1008-\tType: BGP\n0000 \n');
    expect(await socket.command('show route')).toBe('Table master4:\n10.0.0.0/8 unicast\n\tType: BGP');
    socket.close();
  });

  test('fails with what BIRD refuses, and goes on', async () => {
    const socket = await bird('refuses', '8001 Network not found\n');
    await expect(socket.command('show route for 10.0.0.0/8')).rejects.toThrow('Network not found');
    await expect(socket.command('show route for 10.0.0.0/9')).rejects.toThrow("10.0.0.0/9': Network not found");
    socket.close();
  });

  test('fails where BIRD does not run', async () => {
    const socket = new BirdSocket(daemons.path('nobody'));
    await expect(socket.command('show route')).rejects.toThrow(/'connect': .*ENOENT/);
  });
});
