import type { Defence } from './defence';
import { hearing } from './defence';
import { editedFilter } from './packet-filter';

const setting = 'net.ipv4.icmp_echo_ignore_broadcasts';

/** Nobody answers what goes to everybody: the border by its packet filter and its kernel settings. */
export const echoOfBroadcasts: Defence = {
  what: 'packet filter and kernel settings',
  remove: async (lab, scene) => {
    const { node } = hearing(lab, scene);
    const filter = await editedFilter(node, (lines) => lines.filter((line) => !line.includes('"smurf')));
    await node.must('sysctl', ['-q', '-w', `${setting}=0`]);
    return async () => {
      await node.must('sysctl', ['-q', '-w', `${setting}=1`]);
      await filter();
    };
  },
};
