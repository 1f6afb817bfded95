import type { Defence } from './defence';

const setting = 'net.ipv4.tcp_syncookies';

/** SYN cookies of the hosts (RFC 4987 section 3.6): Linux has them on by itself, and the library leaves it so. */
export const synCookies: Defence = {
  what: 'SYN cookies of the hosts',
  remove: async (lab, { answers }) => {
    const hosts = answers.flatMap((name) => lab.fleet.site(name).hosts.map(({ fullName }) => lab.network.find(fullName)));
    const set = async (value: number) => {
      await Promise.all(hosts.map((node) => node.must('sysctl', ['-q', '-w', `${setting}=${value}`])));
    };
    await set(0);
    return () => set(1);
  },
};
