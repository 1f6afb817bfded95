import { existsSync } from 'node:fs';
import { must } from '../../lab/src/network/run';
import { BirdRouter } from '../../lab/src/routers/bird';
import { Lab } from './network/lab';
import { describeReal } from './network/requirements';

const birdFile = (content: string) => [{ path: 'bird.conf', content, mode: 0o640 }];

describeReal('a lab', ['bird', 'namespaces'], () => {
  test('takes everything away when it is closed, also what a failed start left', async () => {
    const lab = new Lab();
    const { network } = lab;
    const [good, bad] = [await network.node('good'), await network.node('bad')];
    await network.lan('all', [
      { node: 'good', name: 'eth0' },
      { node: 'bad', name: 'eth0' },
    ]);
    await new BirdRouter(good, birdFile('router id 192.0.2.1; protocol device {}')).boot();
    await expect(new BirdRouter(bad, birdFile('router id 192.0.2.1; no such thing;')).boot()).rejects.toThrow(/syntax error/);
    expect(await must('ip', ['netns', 'list'])).toContain(lab.id);
    expect(await must('pgrep', ['-f', lab.folder])).not.toBe('');

    await lab.close();

    expect(await must('ip', ['netns', 'list'])).not.toContain(lab.id);
    await expect(must('pgrep', ['-f', lab.folder])).rejects.toThrow(/ended with 1/);
    expect(existsSync(lab.folder)).toBe(false);
  });
});
